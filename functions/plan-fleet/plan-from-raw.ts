import type { FleetSource } from '../../shared/domain/fleet/catalogue-schema.ts';
import { fetchedOf } from '../../shared/domain/fleet/fetched-of.ts';
import { windowsOf } from '../../shared/domain/fleet/fleet-window.ts';
import { recordFetched, type WindowRecord } from '../../shared/domain/fleet/ledger.ts';
import type { Manifest } from '../../shared/domain/fleet/manifest.ts';
import { rawFolder, readManifestName } from '../../shared/domain/fleet/object-names.ts';
import { fleetTopics } from '../../shared/messages/fleet.ts';
import type { Ledger } from '../../shared/pipeline/fleet/ledger.ts';
import { readManifest } from '../../shared/pipeline/fleet/read-manifest.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Publisher } from '../../shared/ports/messages.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';
import type { FleetScope } from './fleet-scope.ts';

interface RawPorts {
  readonly objects: ObjectStore;
  readonly rawBucket: string;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly ledger: Ledger;
}

/**
 * Sends every window that is kept in the bucket to be loaded, by its newest complete manifest, and writes the ledger anew
 * where it does not know it: nothing is asked of the API.
 */
export async function planFromRaw(scope: FleetScope, runId: string, ports: RawPorts) {
  let asked = 0;
  for (const [prefix, sources] of Map.groupBy(scope.sources, prefixOf)) {
    for (const { table, name, manifest } of await newestManifests(prefix, sources, scope, ports)) {
      await ports.ledger.update([table], manifest.day, (record) => {
        const known = record ?? newRecord(table, manifest, runId);
        return { ...recordFetched(known, fetchedOf(name, manifest)), status: 'collecte', runId };
      });
      await ports.publisher.publish(fleetTopics.windowFetched, { runId, day: manifest.day, tables: [table] });
      asked += 1;
    }
  }
  return { asked, covered: 0, notDue: 0 };
}

/** The folder of a source's answers; the statistics, which share calls, share their family's. */
function prefixOf(source: FleetSource): string {
  return source.stat === undefined ? `${rawFolder([source])}/` : `${source.family}/`;
}

interface Newest {
  readonly table: string;
  readonly name: string;
  readonly manifest: Manifest;
}

/** The newest manifest of each table and day of the scope; of a snapshot, the newest of all. */
async function newestManifests(
  prefix: string,
  sources: readonly FleetSource[],
  scope: FleetScope,
  { objects, rawBucket, clock }: RawPorts,
): Promise<Iterable<Newest>> {
  const now = clock.now();
  const days = new Map(
    sources.map((source) => [source, new Set(windowsOf(source, scope.from, scope.to, now).map(({ day }) => day))]),
  );
  const newest = new Map<string, Newest>();
  for await (const { name } of objects.list(rawBucket, prefix)) {
    const found = readManifestName(name);
    if (found === undefined) continue;
    const isWanted = (source: FleetSource) => source.window === 'snapshot' || days.get(source)?.has(found.day) === true;
    const manifest = sources.some(isWanted) ? await readManifest(objects, rawBucket, name) : undefined;
    for (const source of sources) {
      const { table } = source;
      if (manifest?.tables.includes(table) !== true || !isWanted(source)) continue;
      const key = source.window === 'snapshot' ? table : `${table} ${found.day}`;
      const known = newest.get(key);
      if (known === undefined || isNewer(manifest, known.manifest)) newest.set(key, { table, name, manifest });
    }
  }
  return newest.values();
}

function isNewer(a: Manifest, b: Manifest): boolean {
  if (a.day !== b.day) return a.day > b.day;
  return a.generation === b.generation ? a.completedAt > b.completedAt : a.generation > b.generation;
}

function newRecord(table: string, { day, tables, generation, completedAt }: Manifest, runId: string): WindowRecord {
  const plan = { tables, generation, at: completedAt };
  return { table, day, status: 'collecte', runId, plan, fetched: null, loaded: null, failure: null };
}
