import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRule } from '../../shared/demo/faults.ts';
import { startDemoWorld } from '../../shared/demo/world.ts';
import { dayInZone } from '../../shared/domain/day.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { assertDeliveredOnce } from './end-state.ts';
import { runTerrain, startTerrain, worldEnvironment } from './terrain-process.ts';

const rounds = process.env.TERRAIN_EXHAUSTIVE ? 10 : 1;
const killsARound = 5;
const firstSeed = Number(process.env.TERRAIN_SEED ?? 1);

/** Faults that pass: what a portal and an API do on a bad day. */
const badDay = (seed: number): FaultRule[] => [
  {
    server: 'portal',
    match: '^/photos/',
    probability: 0.05,
    seed,
    fault: { kind: 'unavailable', retryAfterSeconds: 1 },
  },
  { server: 'portal', match: '^/(photos|pieces)/', probability: 0.03, seed: seed + 1, fault: { kind: 'htmlAsJpeg' } },
  {
    server: 'portal',
    match: '^/photos/',
    probability: 0.03,
    seed: seed + 2,
    fault: { kind: 'cutBody', how: 'chunked' },
  },
  { server: 'portal', match: '^/interventions/', times: 2, skip: 5, fault: { kind: 'sessionDropped' } },
  { server: 'destination', match: '', probability: 0.05, seed: seed + 3, fault: { kind: 'answerLost' } },
  { server: 'destination', match: '', probability: 0.05, seed: seed + 4, fault: { kind: 'unavailable' } },
];

for (let round = 0; round < rounds; round += 1) {
  const seed = firstSeed + round;
  test(`a day with faults, killed ${killsARound} times, is delivered once (TERRAIN_SEED=${seed})`, async (t) => {
    const folder = await temporaryFolder();
    const world = await startDemoWorld({
      seed,
      count: 12,
      day: dayInZone(new Date(), 'Europe/Paris'),
      dataDirectory: path.join(folder.path, 'world'),
      latencyMilliseconds: 10,
      faults: badDay(seed),
    });
    t.after(async () => {
      await world.close();
      await folder.remove();
    });
    const data = path.join(folder.path, 'data');
    const environment = worldEnvironment(world, data);
    let random = seed;
    for (let kill = 0; kill < killsARound; kill += 1) {
      random = (random * 1103515245 + 12345) % 2 ** 31;
      const running = startTerrain(['run', 'interventions'], environment);
      await Promise.race([sleep(1500 + (random % 5000)), running.ended]);
      running.child.kill('SIGKILL');
      await running.ended;
    }
    const last = await runTerrain(['run', 'interventions'], environment);
    assert.equal(last.status, 0, last.output);
    await assertDeliveredOnce(world, data);

    const before = world.destination.effects();
    const again = await runTerrain(['run', 'interventions'], environment);
    assert.equal(again.status, 0, again.output);
    assert.deepEqual(world.destination.effects(), before, 'a second run of the same day sends nothing');
  });
}
