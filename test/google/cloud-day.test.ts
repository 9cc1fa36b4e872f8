import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../shared/demo/data/random.ts';
import { startDemoWorld } from '../../shared/demo/world.ts';
import { dayInZone } from '../../shared/domain/day.ts';
import { interventionsTable } from '../../shared/domain/interventions/warehouse-row.ts';
import { topics } from '../../shared/messages/interventions.ts';
import { openMemory, openRuns } from '../../shared/pipeline/memory.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { until } from '../contract/until.ts';
import { assertEndState } from '../scenarios/end-state.ts';
import { worldEnvironment } from '../scenarios/terrain-process.ts';
import { deployProject, hearing, printOutputs } from './cloud-day/deployed-project.ts';
import { namesHearing } from './cloud-day/functions.ts';
import { startIssuer } from './cloud-day/issuer.ts';
import { killRandomly } from './cloud-day/kill-randomly.ts';
import { emulatorMissing, firestoreEmulator, pubsubEmulator } from './emulators.ts';
import { skippedTest } from './skipped-test.ts';

const secretNames = /^(PORTAL_|DOCUMENTS_)(URL|USER|PASSWORD)$|_TOKEN$/;
const recipe = 'object:settings/portal-recipe.yaml';
const patienceMs = 170_000;

/** A demo world, and every function (or those of these names) deployed for it on a project of this machine. */
async function deployDay(t: TestContext, seed: number, count: number, names?: readonly string[]) {
  const folder = await temporaryFolder();
  const day = dayInZone(new Date(), 'Europe/Paris');
  const world = await startDemoWorld({ seed, count, day, dataDirectory: path.join(folder.path, 'world') });
  const issuer = await startIssuer(folder.path);
  const settings = {
    ...worldEnvironment(world, ''),
    SAMSARA_API_TOKEN: 'unused',
    PORTAL_RECIPE: recipe,
    AUTH_ISSUERS: issuer.AUTH_ISSUERS,
  };
  const secrets = Object.fromEntries(Object.entries(settings).filter(([name]) => secretNames.test(name)));
  const open = Object.entries(settings).filter(([name]) => !secretNames.test(name) && name !== 'TERRAIN_DATA');
  const references = Object.keys(secrets)
    .filter((name) => name.endsWith('_TOKEN'))
    .map((name) => [name, `secret:${name}`]);
  const settingsGiven = Object.fromEntries([...open, ...references]);
  const objects = { 'portal-recipe.yaml': await readFile('shared/demo/portal-recipe.yaml') };
  const deployed = await deployProject(t, { settings: settingsGiven, secrets, objects, names });
  t.after(async () => {
    await issuer.close();
    await world.close();
    await folder.remove();
  });
  return { world, issuer, ...deployed };
}
type DeployedDay = Awaited<ReturnType<typeof deployDay>>;

/** What each HTTP function answers on this project to who may ask, and that others are turned away. */
async function assertServed({ functions, issuer, world }: DeployedDay): Promise<void> {
  const ask = async (name: string, route: string, headers: Record<string, string> = {}) => {
    const url = await functions.find((one) => one.name === name)?.url();
    const response = await fetch(`${url}${route}`, { headers });
    return { status: response.status, body: await response.text() };
  };
  const asked = [
    ['serve-console', '/console/runs', 'admin', 200, /"termine"/],
    ['serve-console', `/console/interventions?day=${world.truth.day}`, 'admin', 200, /"livre"/],
    ['serve-reservations', '/reservations/Ressource', 'admin', 200, /\[\]/],
    ['serve-visites', '/analytics/choices', 'ADMI', 503, /import/],
  ] as const;
  for (const [name, route, role, status, body] of asked) {
    const token = await issuer.mintToken({ sub: '1', role, ttlSeconds: 600 });
    assert.equal((await ask(name, route)).status, 401, `${route} without a token`);
    const answer = await ask(name, route, { authorization: `Bearer ${token}` });
    assert.equal(answer.status, status, `${route}: ${answer.body}`);
    assert.match(answer.body, body, route);
  }
  const http = functions.filter(({ deploy }) => deploy.trigger.kind === 'http').map(({ name }) => name);
  assert.deepEqual([...new Set(asked.map(([name]) => name))].sort(), http.sort(), 'every HTTP function was asked');
}

/** What Cloud Scheduler publishes. */
async function fireSchedule({ pubsub, functions }: DeployedDay): Promise<void> {
  const schedule = functions
    .flatMap(({ deploy }) => deploy.schedules)
    .find(({ topic }) => topic === topics.interventionsDue);
  assert.ok(schedule);
  const data = Buffer.from(JSON.stringify(schedule.message));
  await pubsub.topic(schedule.topic).publishMessage({ data, attributes: { schedule: schedule.name } });
}

async function waitUntilClosed(deployed: DeployedDay): Promise<void> {
  const runs = openRuns(deployed.project.documents);
  const isClosed = async () => {
    await sleep(500);
    const found = await runs.query();
    return found.length > 0 && found.every(({ value }) => value.status === 'termine');
  };
  try {
    await until(isClosed, patienceMs, 'the run is closed');
  } catch (error) {
    printOutputs(deployed.functions);
    throw error;
  }
}

async function assertDay({ world, project, relay }: DeployedDay): Promise<void> {
  const memory = (await openMemory(project.documents).query()).map(({ value }) => value);
  const photos: string[] = [];
  for await (const { name } of project.objects.list('photos', '')) photos.push(name);
  await assertEndState(world, { memory, photos });
  const { dataset, name } = interventionsTable;
  const rows = await project.warehouse.query(`SELECT reference FROM ${dataset}.${name} ORDER BY reference`);
  const expected = world.truth.expectedOn(world.truth.day).map(({ reference }) => reference);
  assert.deepEqual(
    rows.map(({ reference }) => reference),
    expected.sort(),
    'a row of the warehouse for each intervention',
  );
  assert.deepEqual(relay.deadLetters, []);
}

const missing = await emulatorMissing(firestoreEmulator, pubsubEmulator);
if (missing !== undefined) skippedTest('a day in the cloud’s shape', missing);
else {
  console.log('against Google’s emulators: Firestore, Pub/Sub (push subscriptions)');
  console.log(
    'against doubles: Cloud Storage, BigQuery, Secret Manager, the machine’s service account, dead-lettering',
  );

  test('a day in the cloud’s shape: from the schedule’s message to the last photo', async (t) => {
    const deployed = await deployDay(t, 7, 6);
    await fireSchedule(deployed);
    await waitUntilClosed(deployed);
    await assertDay(deployed);
    await assertServed(deployed);
  });

  const exhaustive = process.env.TERRAIN_EXHAUSTIVE !== undefined;
  const firstSeed = Number(process.env.TERRAIN_SEED ?? 1);
  const seeds = Array.from({ length: exhaustive ? 10 : 1 }, (_, index) => firstSeed + index);
  for (const seed of seeds)
    test(`a day whose functions are killed at random moments loses and doubles nothing (TERRAIN_SEED=${seed})`, async (t) => {
      const deployed = await deployDay(t, seed, 6, await namesHearing(Object.values(topics)));
      await fireSchedule(deployed);
      const victims = hearing(deployed.functions, Object.values(topics));
      const killed = await killRandomly(victims, createRandom('cloud-kills', seed), 12);
      t.diagnostic(`killed: ${killed.join(', ')}`);
      await waitUntilClosed(deployed);
      await assertDay(deployed);
    });
}
