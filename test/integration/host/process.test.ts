import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { childEnvironment } from '../../child-environment.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'terrain-host-process-'));
after(() => rm(folder, { recursive: true }));

async function startProcess(directory: string) {
  const env = { ...childEnvironment(), NOTES_FOLDER: folder, NOTES_QUIET: 'yes' };
  const child = spawn(process.execPath, ['test/fixtures/run-host.ts', directory, folder], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  after(() => child.kill('SIGKILL'));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  assert.equal(child.exitCode, null, 'the host ended at its start');
  return { child, url: output.trim(), output: () => output };
}

/** A functions folder with twelve samples, at the depth that their imports expect. */
async function manyFunctions(): Promise<string> {
  const directory = path.join(folder, 'root/test/fixtures/functions');
  await cp('test/fixtures', path.join(folder, 'root/test/fixtures'), { recursive: true });
  await writeFile(path.join(folder, 'root/package.json'), '{"type":"module"}');
  for (const shared of ['shared', 'node_modules'])
    await symlink(path.resolve(shared), path.join(folder, 'root', shared));
  for (let i = 0; i < 9; i += 1) {
    const name = `serve-note-${i}`;
    await cp('test/fixtures/functions/serve-note', path.join(directory, name), { recursive: true });
    for (const file of ['index.ts', 'deploy.json']) {
      const text = await readFile(path.join(directory, name, file), 'utf8');
      const renamed = text.replaceAll("'serve-note'", `'${name}'`).replace('"/notes"', `"/notes-${'abcdefghi'[i]}"`);
      await writeFile(path.join(directory, name, file), renamed);
    }
  }
  return directory;
}

test('a host of twelve functions serves the first request that comes', async () => {
  const directory = await manyFunctions();
  const { child, url } = await startProcess(directory);
  assert.equal((await fetch(`${url}/notes/nothing`)).status, 204);
  child.kill('SIGKILL');
});

test('SIGTERM ends the process in order, letting the request under way end', async () => {
  const { child, url, output } = await startProcess('test/fixtures/functions');
  const underWay = fetch(`${url}/notes/slow`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  child.kill('SIGTERM');
  assert.equal(await (await underWay).text(), 'slow');
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
  assert.match(output(), /closed/);
});
