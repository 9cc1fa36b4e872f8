import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, rename, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import chromium from '@sparticuz/chromium';
import { findOrphanFolders } from '../../../shared/adapters/chromium/browser-folder.ts';
import { launchBrowser } from '../../../shared/adapters/chromium/launch-browser.ts';
import { processNamespace, readProcess } from '../../../shared/adapters/chromium/processes.ts';
import { reapOrphans } from '../../../shared/adapters/chromium/reap-orphans.ts';
import { childEnvironment } from '../../child-environment.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { until } from '../../contract/until.ts';
import { silent } from './demo-portal.ts';
import { openPagePortal, servePages } from './page-server.ts';

// A temporary folder of its own, since other tests launch browsers at the same time; the program is unpacked once for all.
const program = await chromium.executablePath();
const temporary = await temporaryFolder();
process.env.TMPDIR = temporary.path;
await symlink(program, path.join(temporary.path, path.basename(program)));
after(() => temporary.remove());

const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGTERM');
});

async function launchInChild() {
  const child = spawn(process.execPath, ['test/integration/portal/launching-child.ts'], {
    env: { ...childEnvironment(), TMPDIR: temporary.path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = await once(child.stdout, 'data');
  const { folder, browser }: { folder: string; browser: number } = JSON.parse(String(line));
  return { child, folder, browser };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

describe('14. a browser whose owner is gone', { concurrency: 1 }, () => {
  test('was left by SIGKILL: the next launch ends it and removes its folder, and lets a living owner’s be', async () => {
    const killed = await launchInChild();
    const living = await launchInChild();
    await end(killed.child, 'SIGKILL');
    assert.ok(readProcess(killed.browser), 'SIGKILL leaves the browser running');
    const site = await servePages({ '/': '<p id=none>rien</p>' });
    const portal = openPagePortal(
      site.address,
      `list: { steps: [{ goto: / }], empty: { selector: '#none' }, rows: { selector: tr }, columns: { reference: { selector: a }, date: { selector: b, format: dd/MM/yyyy } } }`,
    );
    try {
      assert.deepEqual((await portal.listDay('2026-11-20')).rows, []);
      assert.equal(readProcess(killed.browser), undefined, 'the orphan is ended');
      assert.equal(existsSync(killed.folder), false, 'its folder is removed');
      assert.ok(readProcess(living.browser), 'the living owner’s browser runs');
      assert.ok(existsSync(living.folder), 'and has its folder');
    } finally {
      await portal.close();
      await site.close();
      await end(living.child, 'SIGTERM');
    }
  });

  test('exits in order without closing it: neither browser nor folder is left', async () => {
    const { child, folder, browser } = await launchInChild();
    await end(child, 'SIGTERM');
    await until(() => readProcess(browser) === undefined, 5_000, 'the browser ends');
    assert.equal(existsSync(folder), false);
  });

  test('is not looked for by a process that only got the owner’s number', async () => {
    const self = readProcess(process.pid);
    const namespace = processNamespace();
    assert.ok(self && namespace);
    const ours = path.join(tmpdir(), `portal-${namespace}-${self.pid}-${self.startTicks}-AAAAAA`);
    const reused = path.join(tmpdir(), `portal-${namespace}-${self.pid}-1-BBBBBB`);
    const elsewhere = path.join(tmpdir(), `portal-1-${self.pid}-1-CCCCCC`);
    const nobodys = path.join(tmpdir(), 'portal-DDDDDD');
    for (const folder of [ours, reused, elsewhere, nobodys]) await mkdir(folder);
    assert.deepEqual(
      (await findOrphanFolders()).map((found) => found.path),
      [reused],
    );
    await reapOrphans(silent);
    assert.deepEqual([ours, reused, elsewhere, nobodys].map(existsSync), [true, false, true, true]);
  });

  test('is not sought behind a link, whose target stays', async () => {
    const target = await mkdtemp(path.join(tmpdir(), 'target-'));
    await writeFile(path.join(target, 'kept'), '');
    const link = path.join(tmpdir(), `portal-${processNamespace()}-1-1-EEEEEE`);
    await symlink(target, link);
    await reapOrphans(silent);
    assert.ok((await lstat(link)).isSymbolicLink(), 'a link is no folder of ours');
    assert.ok(existsSync(path.join(target, 'kept')));
  });

  test('is known by its profile: a process that names another folder is no browser of ours', async () => {
    const { folder, browser, close } = await launchBrowser({ zone: 'UTC' });
    try {
      // The same launch under the name of an owner that died, whose profile nobody runs on.
      const orphaned = path.join(tmpdir(), `portal-${processNamespace()}-${process.pid}-1-FFFFFF`);
      await rename(folder, orphaned);
      await reapOrphans(silent);
      assert.equal(existsSync(orphaned), false);
      const pid = browser.process()?.pid;
      assert.ok(pid !== undefined && readProcess(pid), 'the browser of another profile runs on');
    } finally {
      await close();
    }
  });
});
