import type { FleetSource } from '../../shared/domain/fleet/catalogue-schema.ts';
import { fetchedOf } from '../../shared/domain/fleet/fetched-of.ts';
import { windowsOf } from '../../shared/domain/fleet/fleet-window.ts';
import { recordFetched, type WindowRecord } from '../../shared/domain/fleet/ledger.ts';
import type { Manifest } from '../../shared/domain/fleet/manifest.ts';
import { manifestName, rawFolder, readManifestName } from '../../shared/domain/fleet/object-names.ts';
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
  for (const source of scope.sources) {
    for (const { name, manifest } of await newestManifests(source, scope, ports)) {
      const { table } = source;
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

/** The newest manifest of each day of the scope; of a snapshot, the newest of all. */
async function newestManifests(source: FleetSource, scope: FleetScope, { objects, rawBucket, clock }: RawPorts) {
  const prefix = source.stat === undefined ? `${rawFolder([source])}/` : `${source.family}/`;
  const days = new Set(windowsOf(source, scope.from, scope.to, clock.now()).map(({ day }) => day));
  const newest = new Map<string, { readonly name: string; readonly manifest: Manifest }>();
  for await (const { name } of objects.list(rawBucket, prefix)) {
    const found = readManifestName(name);
    const isSnapshot = source.window === 'snapshot';
    if (found === undefined || !(isSnapshot || days.has(found.day))) continue;
    if (source.stat !== undefined && !found.stats.includes(source.stat)) continue;
    const key = isSnapshot ? '' : found.day;
    const known = newest.get(key);
    const manifest = await readManifest(objects, rawBucket, manifestName(found.folder));
    if (manifest?.tables.includes(source.table) !== true) continue;
    if (known === undefined || isNewer(manifest, known.manifest)) newest.set(key, { name, manifest });
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
