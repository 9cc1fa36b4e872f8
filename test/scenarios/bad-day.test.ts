import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { FaultRule } from '../../shared/demo/faults.ts';
import { startDemoWorld } from '../../shared/demo/world.ts';
import { dayInZone } from '../../shared/domain/day.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { until } from '../contract/until.ts';
import { readMemory } from './day-progress.ts';
import { assertDeliveredOnce } from './end-state.ts';
import { assertQuietLog } from './quiet-log.ts';
import { runTerrain, startTerrain, worldEnvironment } from './terrain-process.ts';

async function arrange(t: TestContext, options: { count: number; photoBytes?: number; faults?: FaultRule[] }) {
  const folder = await temporaryFolder();
  const day = dayInZone(new Date(), 'Europe/Paris');
  const world = await startDemoWorld({ ...options, day, dataDirectory: path.join(folder.path, 'world') });
  t.after(async () => {
    await world.close();
    await folder.remove();
  });
  const data = path.join(folder.path, 'data');
  return { folder: folder.path, world, data, environment: worldEnvironment(world, data) };
}

test('a destination that refuses one intervention for good: it is named, the others go on, a replay finishes it', async (t) => {
  const { world, data, environment } = await arrange(t, { count: 3, photoBytes: 20_000 });
  const [refused] = world.truth.expectedOn(world.truth.day);
  assert.ok(refused);
  world.destination.refuse(refused.reference, 'jeton inconnu');
  const run = await runTerrain(['run', 'interventions'], { ...environment, LOG_LEVEL: 'debug' });
  assert.equal(run.status, 1, run.output);
  assert.match(
    run.output,
    new RegExp(`${forPattern(refused.reference)}, étape « Envoi de l’intervention ».*jeton inconnu`),
  );
  const memory = readMemory(data);
  assert.equal(memory.filter(({ state }) => state === 'livre').length, memory.length - 1);

  const status = await runTerrain(['status'], environment);
  assert.equal(status.status, 1);
  assert.match(status.output, /jeton inconnu/);

  world.destination.acceptAgain(refused.reference);
  const replay = await runTerrain(['replay'], environment);
  assert.equal(replay.status, 0, replay.output);
  await assertDeliveredOnce(world, data);
  assert.equal((await runTerrain(['status'], environment)).status, 0);
  assertQuietLog(world, data);
});

test('a full disk is named, loses nothing, and the day goes on once there is room', async (t) => {
  const { world, environment } = await arrange(t, { count: 8, photoBytes: 200_000 });
  const { path: small, remove } = await temporaryFolder();
  const mount = (...args: string[]) => spawnSync('mount', args, { encoding: 'utf8' }).status === 0;
  if (!mount('-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', small)) {
    t.skip('mounting a small file system needs rights that this user does not have');
    return;
  }
  t.after(async () => {
    spawnSync('umount', ['-l', small]);
    await remove();
  });
  const onSmallDisk = { ...environment, TERRAIN_DATA: small };
  const running = startTerrain(['run', 'interventions'], onSmallDisk);
  await until(() => /plein|full/i.test(running.output()), 60_000, 'the full disk is named');
  assert.ok(mount('-o', 'remount,size=200m', small));
  assert.equal(await running.ended, 0, running.output());
  await assertDeliveredOnce(world, small);
});

test('a recipe whose selector finds nothing says which one, and sends nothing', async (t) => {
  const { world, folder, environment } = await arrange(t, { count: 2 });
  const recipe = await readFile('shared/demo/portal-recipe.yaml', 'utf8');
  const wrong = path.join(folder, 'wrong-selector.yaml');
  await writeFile(
    wrong,
    recipe.replace('button#ouvrir-export', 'button#exporter').replace('concurrency: 4', 'timeoutSeconds: 2'),
  );
  const check = await runTerrain(['portal', 'check', wrong], environment);
  assert.equal(check.status, 1, check.output);
  assert.match(check.output, /button#exporter/);
  assert.match(check.output, /#ouvrir-export/, 'the nearest candidate');
  assert.deepEqual(world.destination.effects().interventions, []);
});

function forPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
