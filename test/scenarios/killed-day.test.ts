import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import chromium from '@sparticuz/chromium';
import { createRandom } from '../../shared/demo/data/random.ts';
import type { FaultRule } from '../../shared/demo/faults.ts';
import { type DemoWorld, startDemoWorld } from '../../shared/demo/world.ts';
import { dayInZone } from '../../shared/domain/day.ts';
import { stages } from '../../shared/domain/interventions/intervention.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { until } from '../contract/until.ts';
import { type DayProgress, readProgress } from './day-progress.ts';
import { assertDeliveredOnce } from './end-state.ts';
import { anyMoment, type KillMoment, momentAmongPhotos, momentBeforeDelivery, type WholeDay } from './kill-moment.ts';
import { killProcessesOf, processesOf } from './processes.ts';
import { runTerrain, startTerrain, worldEnvironment } from './terrain-process.ts';

const days = process.env.TERRAIN_EXHAUSTIVE ? 10 : 1;
const killsADay = 5;
const firstSeed = Number(process.env.TERRAIN_SEED ?? 1);
const interventions = 10;
const photosPerIntervention = 3;

/** Faults that pass: what a portal and an API do on a bad day. */
const badDay = (seed: number): FaultRule[] => [
  {
    server: 'portal',
    match: '^/photos/',
    probability: 0.05,
    seed,
    fault: { kind: 'unavailable', retryAfterSeconds: 0.2 },
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
  {
    server: 'destination',
    match: '',
    probability: 0.05,
    seed: seed + 4,
    fault: { kind: 'unavailable', retryAfterSeconds: 0.2 },
  },
];

const killed: { readonly moment: KillMoment; readonly at: DayProgress }[] = [];

for (let round = 0; round < days; round += 1) {
  const seed = firstSeed + round;
  test(`a day with faults, killed ${killsADay} times, is delivered once (TERRAIN_SEED=${seed})`, async (t) => {
    const { world, data, environment, whole } = await arrange(t, seed);
    const random = createRandom('kills', seed);
    const amongPhotos = random.integer(1, killsADay - 1);
    for (let kill = 0; kill < killsADay; kill += 1) {
      const before = readProgress(world, data);
      const moment =
        kill === 0
          ? momentBeforeDelivery(random, whole)
          : (kill === amongPhotos ? momentAmongPhotos : anyMoment)(random, whole, before);
      const at = await killAt(moment, world, data, environment);
      t.diagnostic(`seed ${seed}, kill ${kill + 1} at "${moment.name}" ${moment.count}: ${describe(at, whole)}`);
      killed.push({ moment, at });
      assert.ok(at.done.deliver < whole.interventions && at.acceptedPhotos < whole.photos, 'the day was unfinished');
      if (kill === 0) assert.equal(at.acceptedInterventions, 0, 'the first kill comes before the first delivery');
      if (kill === amongPhotos) assert.ok(at.acceptedPhotos > 0, 'this kill comes among the photos');
    }
    // Kills and faults together may use up a message's tries; then the next run goes on.
    let last = await runTerrain(['run', 'interventions'], environment);
    if (last.status === 1) last = await runTerrain(['run', 'interventions'], environment);
    assert.equal(last.status, 0, last.output);
    assert.deepEqual(processesOf(environment.TMPDIR), [], 'no browser of a killed process is left');
    await assertDeliveredOnce(world, data);

    const before = world.destination.effects();
    const again = await runTerrain(['run', 'interventions'], environment);
    assert.equal(again.status, 0, again.output);
    assert.match(again.output, new RegExp(`Déjà livrées\\s+${whole.interventions}`));
    assert.deepEqual(world.destination.effects(), before, 'a second run of the same day sends nothing');
  });
}

test('the kills fell all over the day', (t) => {
  const interruptions = new Map(
    stages.map((stage) => [stage, killed.filter(({ at }) => at.underWay[stage] > 0).length]),
  );
  const early = killed.filter(({ at }) => at.acceptedInterventions === 0).length;
  const amongPhotos = killed.filter(({ at }) => at.acceptedPhotos > 0).length;
  const perStage = [...interruptions].map(([stage, count]) => `${stage} ${count}`).join(', ');
  t.diagnostic(`${killed.length} kills: ${early} before the first delivery, ${amongPhotos} among the photos`);
  t.diagnostic(`kills that interrupted a stage: ${perStage}`);
  assert.equal(killed.length, days * killsADay);
  assert.ok(early >= days && amongPhotos >= days);
  // Renaming and formatting are over in a millisecond: few kills can fall in them.
  const longStages = days > 1 ? (['photos', 'names', 'send', 'describe', 'deliver'] as const) : (['photos'] as const);
  for (const stage of longStages) assert.ok((interruptions.get(stage) ?? 0) > 0, `${stage} was never interrupted`);
});

async function arrange(t: TestContext, seed: number) {
  const folder = await temporaryFolder();
  const world = await startDemoWorld({
    seed,
    count: interventions,
    photosPerIntervention,
    photoBytes: 20_000,
    day: dayInZone(new Date(), 'Europe/Paris'),
    dataDirectory: path.join(folder.path, 'world'),
    latencyMilliseconds: 5,
    faults: badDay(seed),
  });
  t.after(async () => {
    killProcessesOf(folder.path);
    await world.close();
    await folder.remove();
  });
  const data = path.join(folder.path, 'data');
  const expected = world.truth.expectedOn(world.truth.day);
  // Rendered now, so that the portal answers as fast as ever while the kills are timed.
  const photos = await Promise.all(expected.map(({ reference }) => world.truth.photosOf(reference)));
  const distinct = photos.map((facts) => new Set(facts.map(({ sha256 }) => sha256)).size);
  const whole: WholeDay = { interventions: expected.length, photos: distinct.reduce((sum, size) => sum + size, 0) };
  // Browsers keep their profiles here, so that those of killed processes can be told; unpacked they are already.
  const browsers = path.join(folder.path, 'browsers');
  await mkdir(browsers);
  return {
    world,
    data,
    environment: { ...worldEnvironment(world, data), TMPDIR: browsers, CHROMIUM_PATH: await chromium.executablePath() },
    whole,
  };
}

/** Starts a run and kills it at that moment. @returns where the day stood when the process was dead. */
async function killAt(
  moment: KillMoment,
  world: DemoWorld,
  data: string,
  environment: Readonly<Record<string, string>>,
): Promise<DayProgress> {
  const running = startTerrain(['run', 'interventions'], environment);
  const isOver = () => running.child.exitCode !== null;
  await until(
    () => isOver() || moment.read(readProgress(world, data)) >= moment.count,
    120_000,
    `${moment.name} ${moment.count}`,
  );
  running.child.kill('SIGKILL');
  await running.ended;
  assert.equal(running.child.signalCode, 'SIGKILL', `it ended by itself before the kill:\n${running.output()}`);
  return readProgress(world, data);
}

function describe(at: DayProgress, whole: WholeDay): string {
  const underWay = stages.filter((stage) => at.underWay[stage] > 0).map((stage) => `${stage} ${at.underWay[stage]}`);
  return [
    `listed ${at.listed}/${whole.interventions}`,
    `delivered ${at.done.deliver}`,
    `accepted: ${at.acceptedInterventions} interventions, ${at.acceptedPhotos}/${whole.photos} photos`,
    `under way: ${underWay.join(', ') || 'nothing'}`,
  ].join('; ');
}
