import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createSnapshotEngine } from '../../functions/serve-visites/engines/snapshot-engine.ts';
import { createWarehouseEngine } from '../../functions/serve-visites/engines/warehouse-engine.ts';
import { createServeVisites } from '../../functions/serve-visites/serve-visites.ts';
import { resvgPng } from '../../shared/adapters/resvg/resvg-png.ts';
import { writeDelivery } from '../../shared/cli/delivery/write-delivery.ts';
import { generateCrm } from '../../shared/demo/crm/generate-crm.ts';
import { createRandom } from '../../shared/demo/data/random.ts';
import { type Page, pages } from '../../shared/domain/visites/analytics/breakdowns.ts';
import { visitesSet } from '../../shared/domain/visites/visites-tables.ts';
import { openDeliveredTables } from '../../shared/pipeline/delivery/delivered-tables.ts';
import { beginSnapshot } from '../../shared/pipeline/visites/snapshot-objects.ts';
import type { VisitesEngine } from '../../shared/ports/visites-engine.ts';
import { createLogger } from '../../shared/runtime/log.ts';
import { openDeliveryHouse } from '../integration/delivery/delivery-house.ts';
import type { BenchResult } from './bench.ts';

const visits = Number(process.env.BENCH_VISITS ?? 1_000_000);
const logger = createLogger({ function: 'bench', write: () => undefined });
const principal = { issuer: 'bench', subject: 'bench', name: null, roles: ['DIR'], claims: {} };

/** The six pages over a million visits: counted, known and kept, from the snapshot and in DuckDB; and their import. */
export async function run(): Promise<BenchResult> {
  const house = await openDeliveryHouse();
  try {
    const { rows, seconds, version } = await importVisits(house);
    const tables = openDeliveredTables(visitesSet, house.ports);
    const loadMs = await medianOf(5, () => createSnapshotEngine(house.ports.objects).open(version));
    const snapshot = clientOf(createSnapshotEngine(house.ports.objects), version);
    const warehouse = clientOf(createWarehouseEngine(tables.query), version);
    const fromSnapshot = await uncached(snapshot, 40);
    const fromWarehouse = await uncached(warehouse, 3);
    const [kept, known] = await cachedAndKnown(snapshot);
    const mixed = await mixedRequests(snapshot);
    const p95 = (page: Page) => (at(fromSnapshot.get(page) ?? [], 0.95) ?? 0).toFixed(1);
    const beside = (page: Page) => (at(fromWarehouse.get(page) ?? [], 0.5) ?? 0).toFixed(0);
    const every = [...fromSnapshot.values()].flat();
    return {
      title: `The analytics of ${visits.toLocaleString('en')} visits, in one process`,
      header: ['', 'snapshot p95 ms', 'DuckDB median ms'],
      rows: [
        ...pages.map((page) => [`uncached /${page}`, p95(page), beside(page)]),
        ['kept, p95', kept.toFixed(2), ''],
        ['304, p95', known.toFixed(2), ''],
        ['opening the snapshot, median', loadMs.toFixed(0), ''],
        [`mixed: requests a second, ${mixed.failed} failed`, mixed.perSecond.toFixed(0), ''],
        ['import with its snapshot: rows a second', Math.round(rows / seconds), ''],
      ],
      figures: {
        ...{ uncachedP95: at(every, 0.95) ?? 0, keptP95: kept, knownP95: known, loadMs },
        ...{ perSecond: mixed.perSecond, failed: mixed.failed, importRows: rows, importSeconds: seconds },
      },
    };
  } finally {
    await house.close();
  }
}

async function importVisits({ folder, ports, run: runImport }: Awaited<ReturnType<typeof openDeliveryHouse>>) {
  const files = path.join(folder, 'livraison');
  await writeDelivery(
    visitesSet,
    generateCrm({ rows: visits, seed: 'bench', until: '2026-11-25' }),
    files,
    () => undefined,
  );
  for (const { name } of visitesSet.tables) {
    await ports.objects.write(
      'imports',
      `visites/${name}/bench.csv`,
      createReadStream(path.join(files, `${name}.csv`)),
    );
  }
  const startedAt = performance.now();
  const record = await runImport(visitesSet, 'bench', {
    beginVersion: (version) => beginSnapshot(ports.objects, version),
  });
  if (record === undefined) throw new Error('the delivery was not imported');
  const seconds = (performance.now() - startedAt) / 1000;
  return { rows: record.tables.reduce((sum, table) => sum + table.rows, 0), seconds, version: record.version };
}

type Client = (page: Page, body: object, headers?: Readonly<Record<string, string>>) => Promise<Response>;

function clientOf(engine: VisitesEngine, version: string): Client {
  const ports = { engine, refreshSeconds: 1000, countsAtOnce: 1, makePng: resvgPng, logger };
  const api = createServeVisites(
    { ...ports, currentVersion: async () => version, clock: { now: () => new Date() } },
    async () => principal,
  );
  return (page, body, headers = {}) =>
    api(
      new Request(`http://host/analytics/${page}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    );
}

/** Each page with filters that were never asked, in turns: none, a year, a gamme and a region, a period. */
async function uncached(ask: Client, times: number): Promise<ReadonlyMap<Page, readonly number[]>> {
  const random = createRandom('bench');
  // The first count of a page is compiled while it runs.
  for (const page of pages) await ask(page, {});
  const taken = new Map<Page, number[]>(pages.map((page) => [page, []]));
  for (let count = 0; count < times; count++) {
    for (const page of pages) {
      const last = `2026-${String(random.integer(1, 12)).padStart(2, '0')}-${String(random.integer(1, 28)).padStart(2, '0')}`;
      // An end that no other question has makes it one that nobody asked.
      const filters = [{}, { annee: 2026 }, page === 'evaluation' ? {} : { gamme: 'GA00001' }][count % 3];
      const startedAt = performance.now();
      const answer = await ask(page, { ...filters, end_date: last, start_date: `19${10 + (count % 80)}-01-01` });
      await answer.arrayBuffer();
      taken.get(page)?.push(performance.now() - startedAt);
    }
  }
  return taken;
}

async function cachedAndKnown(ask: Client): Promise<readonly [kept: number, known: number]> {
  const etag = (await ask('data', {})).headers.get('etag') ?? '';
  const [kept, known]: [number[], number[]] = [[], []];
  for (let count = 0; count < 1000; count++) {
    kept.push(await timed(async () => (await ask('data', {})).arrayBuffer()));
    known.push(await timed(() => ask('data', {}, { 'if-none-match': etag })));
  }
  return [at(kept, 0.95) ?? 0, at(known, 0.95) ?? 0];
}

/** 20 callers at once: of five questions four were asked before. */
async function mixedRequests(ask: Client): Promise<{ readonly perSecond: number; readonly failed: number }> {
  const random = createRandom('mixed');
  const requests = 2000;
  let [left, failed] = [requests, 0];
  const startedAt = performance.now();
  const caller = async () => {
    while (left-- > 0) {
      const body = random.chance(0.8)
        ? { mois: random.integer(1, 12) }
        : { id_utilisateur: random.integer(1, 1_000_000) };
      const page = random.pick(['data', 'performance', 'users', 'partenaire'] as const);
      const answer = await ask(page, body, { 'accept-encoding': 'gzip' });
      await answer.arrayBuffer();
      if (answer.status !== 200) failed++;
    }
  };
  await Promise.all(Array.from({ length: 20 }, caller));
  return { perSecond: (requests * 1000) / (performance.now() - startedAt), failed };
}

async function medianOf(times: number, work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let count = 0; count < times; count++) taken.push(await timed(work));
  return at(taken, 0.5) ?? 0;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function at(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
