import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import pLimit from 'p-limit';
import { createSamsaraApi } from '../../shared/adapters/samsara/samsara-api.ts';
import { formatBytes } from '../../shared/cli/terminal/table.ts';
import { fleetSources } from '../../shared/domain/fleet/catalogue.ts';
import type { FleetApi } from '../../shared/ports/fleet-api.ts';
import { createLogger } from '../../shared/runtime/log.ts';
import { type FleetHouse, openFleetHouse } from '../integration/fleet/fleet-house.ts';
import type { BenchResult } from './bench.ts';
import { type BenchFleet, startBenchFleet } from './bench-fleet.ts';
import { median } from './median.ts';

const vehicles = 100;
const readingsPerDay = 288;
const days = { from: '2026-11-16', to: '2026-11-18' };
const rounds = 3;
const atOnce = 8;
/** No documented limit holds for a server on this machine. */
const unlimited = 2_000;
const statsPath = '/fleet/vehicles/stats/history';
const compress = promisify(gzip);

/**
 * Every vehicle reading of two days, against bare HTTP and gzip of the same pages. The collection does what the floor does
 * and what makes it safe (`fetchToFloor`, which compares like with like); flattening and loading, of which the floor does
 * nothing, come after it (`allToFloor` is everything, from the plan to rows that can be asked for).
 */
export async function run(): Promise<BenchResult> {
  const fleet = await startBenchFleet({ vehicles, readingsPerDay, vehiclesPerPage: 20, to: '2026-11-20' });
  try {
    // The first round makes the server's pages; it does not count.
    await collect(fleet);
    const paths = await fleet.paths();
    const ours: Collected[] = [];
    const floors: Floor[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await collect(fleet));
      floors.push(await fetchBare(fleet, paths));
    }
    return report(ours, floors, paths.length);
  } finally {
    fleet.close();
  }
}

interface Collected {
  readonly rows: number;
  readonly fetchSeconds: number;
  readonly loadSeconds: number;
}

interface Floor {
  readonly bytes: number;
  readonly seconds: number;
}

function report(ours: readonly Collected[], floors: readonly Floor[], pages: number): BenchResult {
  const rows = ours[0]?.rows ?? 0;
  const bytes = floors[0]?.bytes ?? 0;
  const fetched = median(ours.map(({ fetchSeconds }) => fetchSeconds));
  const loaded = median(ours.map(({ loadSeconds }) => loadSeconds));
  const floor = median(floors.map(({ seconds }) => seconds));
  const line = (name: string, seconds: number) => [
    name,
    seconds.toFixed(2),
    Math.round(rows / seconds).toLocaleString('en'),
    (seconds / floor).toFixed(2),
  ];
  return {
    title: [
      `Fleet: ${rows.toLocaleString('en')} readings on ${pages} pages, ${formatBytes(bytes)} of JSON, no rate limits.`,
      'The floor fetches the same pages, as many at once, and compresses them to files, and nothing else.',
      '"Collected" does the same and keeps sums, manifests and ledger: this compares with the floor (target: 2 times).',
      '"Flattened and loaded" reads those files again, parses, sorts, drops repeats, writes NDJSON and loads it into tables.',
    ].join('\n'),
    header: ['', 'seconds', 'rows a second', 'times the floor'],
    rows: [
      line('floor: bare fetch, gzip to disk', floor),
      line('collected: client, raw layer, manifests, ledger', fetched),
      line('flattened and loaded, after that', loaded),
      line('both', fetched + loaded),
    ],
    figures: {
      rows,
      bytes,
      floorSeconds: floor,
      fetchSeconds: fetched,
      fetchToFloor: fetched / floor,
      fetchRowsPerSecond: rows / fetched,
      loadSeconds: loaded,
      loadRowsPerSecond: rows / loaded,
      loadToFloor: loaded / floor,
      allToFloor: (fetched + loaded) / floor,
    },
  };
}

function openApi({ url, token }: BenchFleet): FleetApi {
  const logger = createLogger({ function: 'bench', write: () => undefined });
  const api = createSamsaraApi({ baseUrl: url, token, logger, globalRequestsPerSecond: unlimited });
  return { pages: (request, options) => api.pages({ ...request, requestsPerSecond: unlimited }, options) };
}

/** The real stages over the embedded cloud: the windows planned, all fetched, then all loaded. */
async function collect(fleet: BenchFleet): Promise<Collected> {
  const house = await openFleetHouse(openApi(fleet));
  try {
    const tables = fleetSources.filter(({ endpoint }) => endpoint === statsPath).map(({ table }) => table);
    await house.deliver({ topic: 'fleet-due', message: { ...days, tables } });
    const deliverAll = async () => {
      const limit = pLimit(atOnce);
      const startedAt = performance.now();
      await Promise.all(house.queue.splice(0).map((delivery) => limit(() => house.deliver(delivery))));
      return (performance.now() - startedAt) / 1000;
    };
    const fetchSeconds = await deliverAll();
    const loadSeconds = await deliverAll();
    return { rows: await countRows(house), fetchSeconds, loadSeconds };
  } finally {
    await house.close();
  }
}

/** What the warehouse has in the end. */
async function countRows({ warehouse }: FleetHouse): Promise<number> {
  let rows = 0;
  for (const { name } of fleetSources
    .filter(({ endpoint }) => endpoint === statsPath)
    .flatMap(({ tables }) => tables)) {
    const [counted] = await warehouse.query(`SELECT COUNT(*) AS total FROM fleet.${name}`);
    rows += Number(counted?.total ?? 0);
  }
  return rows;
}

/** The same pages fetched and compressed to files, as many at once. */
async function fetchBare({ url, token }: BenchFleet, paths: readonly string[]): Promise<Floor> {
  const folder = await mkdtemp(path.join(tmpdir(), 'terrain-bench-'));
  const limit = pLimit(atOnce);
  let bytes = 0;
  const startedAt = performance.now();
  await Promise.all(
    paths.map((one, rank) =>
      limit(async () => {
        const response = await fetch(url + one, { headers: { authorization: `Bearer ${token}` } });
        const page = new Uint8Array(await response.arrayBuffer());
        bytes += page.length;
        await writeFile(path.join(folder, `${rank}.json.gz`), await compress(page, { level: constants.Z_BEST_SPEED }));
      }),
    ),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  await rm(folder, { recursive: true, force: true });
  return { bytes, seconds };
}
