import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { startDemoWorld } from '../../shared/demo/world.ts';
import { addDays, dayInZone } from '../../shared/domain/day.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { readMemory } from './day-progress.ts';
import { assertDeliveredOnce } from './end-state.ts';
import { runTerrain, worldEnvironment } from './terrain-process.ts';

test('what used up its tries yesterday waits, and the next run finishes it before it takes its own list', async (t) => {
  const folder = await temporaryFolder();
  const today = dayInZone(new Date(), 'Europe/Paris');
  const yesterday = addDays(today, -1);
  const world = await startDemoWorld({
    day: yesterday,
    count: 4,
    photoBytes: 20_000,
    dataDirectory: path.join(folder.path, 'world'),
  });
  t.after(async () => {
    await world.close();
    await folder.remove();
  });
  const data = path.join(folder.path, 'data');
  const environment = worldEnvironment(world, data);
  const [, record] = world.truth.expectedOn(yesterday);
  assert.ok(record);

  // One record cannot be had, however often it is asked for.
  const fault = { kind: 'unavailable', retryAfterSeconds: 0.1 } as const;
  world.faults.setFaults([{ server: 'portal', match: `^/interventions/${record.identifiant}\\b`, fault }]);
  const first = await runTerrain(['run', 'interventions', '--from', yesterday, '--to', yesterday], environment);
  assert.equal(first.status, 1, first.output);
  const said = `${record.reference}, étape « Photos et PTO » : .*503.* → sera reprise au prochain passage`;
  assert.match(first.output, new RegExp(said));
  assert.deepEqual(statesOf(data), { en_attente: [record.reference], livre: 3 });
  const status = await runTerrain(['status'], environment);
  assert.equal(status.status, 1);
  assert.match(status.output, new RegExp(`${record.reference} .*en attente`));
  assert.match(status.output, /collect-photos/);

  world.faults.setFaults([]);
  const next = await runTerrain(['run', 'interventions'], environment);
  assert.equal(next.status, 0, next.output);
  assert.match(next.output, /Reprises\s+1\n/);
  await assertDeliveredOnce(world, data, [yesterday, today]);
  assert.equal((await runTerrain(['status'], environment)).status, 0, 'nothing is left to be done');

  const memory = readMemory(data);
  const collectedToday = memory.filter(({ date }) => date === today).map(({ collectedAt }) => collectedAt);
  assert.ok(collectedToday.length > 0);
  const resumed = memory.find(({ reference }) => reference === record.reference);
  const resumedAt = resumed?.stages.photos.startedAt ?? '';
  assert.ok(resumedAt !== '' && collectedToday.every((at) => resumedAt <= at), 'yesterday’s came first');
});

function statesOf(data: string) {
  const memory = readMemory(data);
  return {
    en_attente: memory.filter(({ state }) => state === 'en_attente').map(({ reference }) => reference),
    livre: memory.filter(({ state }) => state === 'livre').length,
  };
}
