import assert from 'node:assert/strict';
import { cp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { startDemoWorld } from '../../shared/demo/world.ts';
import { dayInZone } from '../../shared/domain/day.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { until } from '../contract/until.ts';
import { startTerrain, worldEnvironment } from './terrain-process.ts';

const samples = 'test/fixtures/new-functions';

/** The project as somebody else has it, with nothing changed but two more folders under `functions`. */
async function copyWithNewFunctions(root: string): Promise<void> {
  for (const part of ['functions', 'shared', 'package.json'])
    await cp(part, path.join(root, part), { recursive: true });
  await symlink(path.resolve('node_modules'), path.join(root, 'node_modules'));
  for (const name of await readdir(samples)) {
    const folder = path.join(root, 'functions', name);
    await cp(path.join(samples, name), folder, { recursive: true });
    // The samples lie two folders deeper here than where they belong.
    const index = path.join(folder, 'index.ts');
    await writeFile(index, (await readFile(index, 'utf8')).replaceAll("'../../../../shared/", "'../../shared/"));
  }
}

test('adding a function is adding its folder: it gets its messages, and is served', async (t) => {
  const folder = await temporaryFolder();
  const day = dayInZone(new Date(), 'Europe/Paris');
  const world = await startDemoWorld({
    day,
    count: 3,
    photoBytes: 20_000,
    dataDirectory: path.join(folder.path, 'world'),
  });
  t.after(async () => {
    await world.close();
    await folder.remove();
  });
  const root = path.join(folder.path, 'project');
  await copyWithNewFunctions(root);

  const environment = worldEnvironment(world, path.join(folder.path, 'data'));
  const host = startTerrain(['start', '--port', '0'], environment, root);
  t.after(() => host.child.kill('SIGKILL'));
  await until(() => host.child.exitCode !== null || /Passage /.test(host.output()), 60_000, 'the run ends');
  assert.match(host.output(), /tout est livré/);
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(host.output()) ?? [];

  const expected = world.truth.expectedOn(day).map(({ reference }) => reference);
  const served = async (): Promise<string[]> => (await fetch(`${url}/livraisons`)).json();
  await until(async () => (await served()).length === expected.length, 10_000, 'each delivery is noted');
  assert.deepEqual((await served()).sort(), expected.sort());
  assert.match(await (await fetch(url)).text(), /href="\/livraisons\/".*Montre les interventions notées/);

  host.child.kill('SIGTERM');
  assert.equal(await host.ended, 0, host.output());
});
