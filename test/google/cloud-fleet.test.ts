import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../shared/demo/data/random.ts';
import { startDemoFleet } from '../../shared/demo/fleet/start-demo-fleet.ts';
import { fleetTopics } from '../../shared/messages/fleet.ts';
import { openFleetRuns } from '../../shared/pipeline/fleet/fleet-runs.ts';
import { openLedger } from '../../shared/pipeline/fleet/ledger.ts';
import { windowsOfRun } from '../../shared/pipeline/fleet/windows-of-run.ts';
import { until } from '../contract/until.ts';
import { assertTablesAreTrue } from '../fleet/compare-tables.ts';
import { type DeployedProject, deployProject, hearing, printOutputs } from './cloud-day/deployed-project.ts';
import { killRandomly } from './cloud-day/kill-randomly.ts';
import { emulatorMissing, firestoreEmulator, pubsubEmulator } from './emulators.ts';
import { skippedTest } from './skipped-test.ts';

const days = { from: '2026-11-17', to: '2026-11-19' };
/** A snapshot, statistics that share a call, what is asked by another's ids, a split, a report and a stream. */
const tables = [
  'fleet_vehicles',
  'fleet_tags',
  'fleet_vehicle_stats_engineRpm',
  'fleet_vehicle_stats_faultCodes',
  'fleet_trips',
  'fleet_assets_reefers',
  'fleet_vehicles_fuel_energy',
  'fleet_defects',
];
const names = ['plan-fleet', 'fetch-fleet', 'load-fleet', 'audit-fleet', 'keep-rejected'];
const runId = 'cloud-fleet';
const patienceMs = 120_000;
const exhaustive = process.env.TERRAIN_EXHAUSTIVE !== undefined;

/** A fleet's API on a bad day, and the functions that collect it. */
async function deployFleet(t: TestContext, seed: number) {
  const fleet = await startDemoFleet({
    seed,
    vehicles: 3,
    readingsPerDay: 6,
    to: '2026-11-20',
    rowsPerPage: 20,
    vehiclesPerPage: 2,
    emptyShare: 0.1,
    faults: [
      { match: '', probability: 0.06, seed, fault: { kind: 'tooManyRequests', retryAfterSeconds: 0.3 } },
      { match: '', probability: 0.04, seed: seed + 1, fault: { kind: 'unavailable', status: 502 } },
    ],
  });
  const settings = { SAMSARA_BASE_URL: fleet.url, SAMSARA_API_TOKEN: 'secret:SAMSARA_API_TOKEN' };
  const deployed = await deployProject(t, { settings, secrets: { SAMSARA_API_TOKEN: fleet.token }, names });
  t.after(() => fleet.close());
  return { fleet, ...deployed };
}

async function waitUntilLoaded({ project, functions }: DeployedProject): Promise<void> {
  const ledger = openLedger(project.documents);
  const runs = openFleetRuns(project.documents);
  const isLoaded = async () => {
    await sleep(500);
    if ((await runs.get(runId))?.plannedAt == null) return false;
    const windows = await windowsOfRun(ledger, runId);
    return windows.length > 0 && windows.every(({ status }) => status !== 'prevu' && status !== 'collecte');
  };
  try {
    await until(isLoaded, patienceMs, 'every window of the run is loaded');
  } catch (error) {
    printOutputs(functions);
    throw error;
  }
}

const missing = await emulatorMissing(firestoreEmulator, pubsubEmulator);
if (missing !== undefined) skippedTest('a fleet in the cloud’s shape', missing);
else {
  const firstSeed = Number(process.env.TERRAIN_SEED ?? 1);
  for (let seed = firstSeed; seed < firstSeed + (exhaustive ? 10 : 1); seed += 1) {
    test(`a fleet in the cloud’s shape, killed at random moments, holds the truth as on one machine (TERRAIN_SEED=${seed})`, async (t) => {
      const deployed = await deployFleet(t, seed);
      const { fleet, project, functions, pubsub, relay } = deployed;
      const data = Buffer.from(JSON.stringify({ runId, ...days, tables }));
      await pubsub.topic(fleetTopics.due).publishMessage({ data });
      const victims = hearing(functions, Object.values(fleetTopics));
      const killed = await killRandomly(victims, createRandom('cloud-fleet-kills', seed), 6);
      t.diagnostic(`killed: ${killed.join(', ')}`);
      await waitUntilLoaded(deployed);

      const read = (table: string) => project.warehouse.query(`SELECT * FROM fleet.${table}`);
      const rows = await assertTablesAreTrue(fleet.truth, { ...days, tables }, read);
      assert.ok(rows > 100, `${rows} rows`);
      assert.deepEqual(relay.deadLetters, []);
      const above = Object.entries(fleet.counts()).filter(([, count]) => count.above > 0);
      assert.deepEqual(above, [], 'no call above a documented limit, over all instances');
    });
  }
}
