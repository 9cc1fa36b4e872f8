import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDuckdbWarehouse } from '../../shared/adapters/duckdb/duckdb-warehouse.ts';
import { createFileObjects } from '../../shared/adapters/files/file-objects.ts';
import { createRandom } from '../../shared/demo/data/random.ts';
import type { FaultRule } from '../../shared/demo/faults.ts';
import { startDemoFleet } from '../../shared/demo/fleet/start-demo-fleet.ts';
import { fleetSources } from '../../shared/domain/fleet/catalogue.ts';
import { childEnvironment } from '../child-environment.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { assertTablesAreTrue } from '../fleet/compare-tables.ts';
import { startTerrain } from './terrain-process.ts';

const exhaustive = process.env.TERRAIN_EXHAUSTIVE !== undefined;
const seeds = Number(process.env.TERRAIN_SEEDS ?? (exhaustive ? 200 : 10));
const firstSeed = Number(process.env.TERRAIN_SEED ?? 1);
const days = { from: '2026-11-17', to: '2026-11-19' };
/** Commands that are killed before one may end. */
const mostKills = exhaustive ? 3 : 1;

/** What a vendor's API does on a bad day; a retry after each ends well. */
const badDay = (seed: number): FaultRule[] => [
  { match: '', probability: 0.06, seed, fault: { kind: 'tooManyRequests', retryAfterSeconds: 0.3 } },
  { match: '', probability: 0.04, seed: seed + 1, fault: { kind: 'unavailable', status: 502 } },
  { match: '', probability: 0.03, seed: seed + 2, fault: { kind: 'reset' } },
  { match: '', probability: 0.03, seed: seed + 3, fault: { kind: 'cutBody', how: 'trueLength' } },
];

/** Collecting twice, and building again, cost a process each: not on every seed. */
const hasLateRows = (seed: number) => exhaustive || seed % 10 === 5;
const isBuiltAgain = (seed: number) => exhaustive || seed % 10 === 1;
/** Everything at once, by the word that says so. */
const isWhole = (seed: number) => exhaustive && seed % 20 === 7;
const shareOfTables = exhaustive ? 0.2 : 0.08;
const latestKillMs = exhaustive ? 5_000 : 2_500;

async function arrange(t: TestContext, seed: number) {
  const random = createRandom('fleet-kills', seed);
  const folder = await temporaryFolder();
  const fleet = await startDemoFleet({
    seed,
    vehicles: random.integer(2, 4),
    readingsPerDay: 6,
    to: '2026-11-20',
    rowsPerPage: random.integer(3, 100),
    vehiclesPerPage: random.integer(1, 4),
    emptyShare: 0.1,
    lateShare: hasLateRows(seed) ? 0.15 : 0,
    newFieldShare: 0.1,
    floatShare: 0.3,
    faults: badDay(seed),
  });
  t.after(async () => {
    await fleet.close();
    await folder.remove();
  });
  const all = fleetSources.map(({ table }) => table);
  const chosen = all.filter(() => random.chance(shareOfTables));
  const tables = isWhole(seed) ? all : chosen.length === 0 ? ['fleet_vehicles'] : chosen;
  const environment = {
    ...childEnvironment(),
    TERRAIN_DATA: folder.path,
    SAMSARA_API_TOKEN: fleet.token,
    SAMSARA_BASE_URL: fleet.url,
  };
  const named = isWhole(seed) ? ['--table_file_path', 'ALL'] : tables.flatMap((table) => ['--table', table]);
  const args = ['fleet', '--start_date', '17/11/2026', '--end_date', '19/11/2026', ...named];
  return {
    random,
    folder: folder.path,
    fleet,
    tables,
    start: (...more: string[]) => startTerrain([...args, ...more], environment),
  };
}

/** Runs the command again and again, killed at random moments, until it is left alone; it must end well then. */
async function collect(
  { random, start }: Awaited<ReturnType<typeof arrange>>,
  kills: number,
  ...more: string[]
): Promise<void> {
  for (let kill = 0; kill < kills; kill += 1) {
    const { child, ended } = start(...more);
    await Promise.race([sleep(random.integer(500, latestKillMs)), ended]);
    child.kill('SIGKILL');
    if ((await ended) === 0) break;
  }
  const last = start(...more);
  assert.equal(await last.ended, 0, last.output());
}

function sumsOf(folder: string): Record<string, string> {
  const root = path.join(folder, 'objects/fleet-flattened');
  const names = globSync('**/*.gz', { cwd: root }).sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(path.join(root, name)))
        .digest('hex'),
    ]),
  );
}

describe('a fleet that is collected on a bad day', { concurrency: 3 }, () => {
  for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
    test(`killed at random moments, holds the truth, once, and the same bytes when built again (TERRAIN_SEED=${seed})`, async (t) => {
      const house = await arrange(t, seed);
      const { folder, fleet, tables, start } = house;
      await collect(house, mostKills);
      // What came late is there by now: asked for again, it stands beside the other rows.
      if (hasLateRows(seed)) await collect(house, mostKills, '--force');
      if (isBuiltAgain(seed)) {
        const sums = sumsOf(folder);
        const rebuilt = start('--from-raw');
        assert.equal(await rebuilt.ended, 0, rebuilt.output());
        assert.deepEqual(sumsOf(folder), sums);
      }

      const warehouse = createDuckdbWarehouse(path.join(folder, 'warehouse.duckdb'), {
        objects: createFileObjects(folder),
      });
      try {
        const read = (table: string) => warehouse.query(`SELECT * FROM fleet.${table}`);
        const rows = await assertTablesAreTrue(fleet.truth, { ...days, tables }, read);
        t.diagnostic(
          `${tables.length} tables, ${rows} rows, faults: ${fleet.faults.fired().map(({ fired }) => fired)}`,
        );
      } finally {
        await warehouse.close();
      }
      const above = Object.entries(fleet.counts()).filter(([, count]) => count.above > 0);
      assert.deepEqual(above, [], 'no call above a documented limit, over all processes');
    });
  }
});
