import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import type { FleetSource } from '../../shared/domain/fleet/catalogue-schema.ts';
import { partsOf } from '../../shared/domain/fleet/fleet-part.ts';
import type { FleetWindow } from '../../shared/domain/fleet/fleet-window.ts';
import type { Manifest, PartFacts } from '../../shared/domain/fleet/manifest.ts';
import { manifestName } from '../../shared/domain/fleet/object-names.ts';
import { readManifest } from '../../shared/pipeline/fleet/read-manifest.ts';
import { AlreadyExistsError } from '../../shared/ports/failures.ts';
import { collectPart, type PartPorts } from './collect-part.ts';
import { findKeptParts } from './kept-parts.ts';
import { type IdPorts, readIds } from './read-ids.ts';

const partsAtOnce = 8;
/** A delivery may last 540 s: no listing is begun after this. */
const longestMs = 400_000;

export interface WindowToCollect {
  readonly sources: readonly FleetSource[];
  readonly window: FleetWindow;
  readonly folder: string;
  readonly generation: number;
}

/**
 * Keeps all answers of a window and its manifest.
 * @returns the manifest, a former try's when there is one; undefined when the time of a delivery did not do for all listings.
 */
export async function collectWindow(
  { sources, window, folder, generation }: WindowToCollect,
  ports: PartPorts & IdPorts,
): Promise<Manifest | undefined> {
  const { objects, rawBucket, clock } = ports;
  const kept = await readManifest(objects, rawBucket, manifestName(folder));
  const [source] = sources;
  if (kept !== undefined || source === undefined) return kept;
  const startedAt = clock.now();
  const ids = source.ids === undefined ? [] : await readIds(source.ids, ports);
  const keptParts = source.ids?.perCall === 1 ? await findKeptParts(folder, sources, ports) : new Map<string, never>();
  const limit = pLimit(partsAtOnce);
  const parts = await Promise.all(
    partsOf(sources, window, ids).map((part) =>
      limit(async (): Promise<PartFacts | undefined> => {
        const pages = keptParts.get(part.name);
        if (pages !== undefined) return { ...toFacts(part), pages };
        if (clock.now().getTime() - startedAt.getTime() > longestMs) return undefined;
        return { ...toFacts(part), pages: await collectPart(part, { sources, window, folder }, ports) };
      }),
    ),
  );
  const whole = parts.filter((part) => part !== undefined);
  if (whole.length < parts.length) return undefined;
  const manifest: Manifest = {
    version: 1,
    tables: sources.map(({ table }) => table),
    day: window.day,
    generation,
    endpoint: source.endpoint,
    askedAt: startedAt.toISOString(),
    completedAt: clock.now().toISOString(),
    ...sumUp(whole),
    parts: whole,
  };
  return keepManifest(manifestName(folder), manifest, ports);
}

function toFacts({ name, path, parameters, stamp }: ReturnType<typeof partsOf>[number]) {
  const lists = Object.entries(parameters).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]);
  return { name, path, parameters: Object.fromEntries(lists), stamp: { ...stamp } };
}

function sumUp(parts: readonly PartFacts[]) {
  const pages = parts.flatMap((part) => part.pages);
  const hash = createHash('sha256');
  for (const { sha256 } of pages) hash.update(sha256);
  return {
    pages: pages.length,
    rows: pages.reduce((sum, { rows }) => sum + rows, 0),
    bytes: pages.reduce((sum, { bytes }) => sum + bytes, 0),
    sha256: hash.digest('hex'),
  };
}

/** Written once: of two tries that end together the first counts, for both. */
async function keepManifest(name: string, manifest: Manifest, { objects, rawBucket }: PartPorts): Promise<Manifest> {
  try {
    const text = `${JSON.stringify(manifest)}\n`;
    await objects.write(rawBucket, name, text, { contentType: 'application/json', ifAbsent: true });
    return manifest;
  } catch (error) {
    if (!(error instanceof AlreadyExistsError)) throw error;
    const first = await readManifest(objects, rawBucket, name);
    if (first === undefined) throw error;
    return first;
  }
}
