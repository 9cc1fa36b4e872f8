import { createHash } from 'node:crypto';
import type { FleetSource } from '../../shared/domain/fleet/catalogue-schema.ts';
import { parseFleetJson } from '../../shared/domain/fleet/fleet-json.ts';
import type { PageFacts } from '../../shared/domain/fleet/manifest.ts';
import { countRows } from '../../shared/domain/fleet/records.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';
import { gunzip } from './gunzip.ts';

const wholePart = /\/([^/]+)\/p00001\.[0-9a-f]+\.last\.json\.gz$/;

/**
 * The listings that a former try has kept whole, by name, so that they are not asked again: those of one page, which says
 * that it is the last. Only for sources whose parts are named after one id: a group's name does not say its ids.
 */
export async function findKeptParts(
  folder: string,
  sources: readonly FleetSource[],
  { objects, rawBucket }: { readonly objects: ObjectStore; readonly rawBucket: string },
): Promise<Map<string, PageFacts[]>> {
  const parts = new Map<string, PageFacts[]>();
  for await (const { name } of objects.list(rawBucket, `${folder}/`)) {
    const [, part] = wholePart.exec(name) ?? [];
    if (part === undefined || parts.has(part)) continue;
    const bytes = await gunzip(objects.read(rawBucket, name));
    const body = parseFleetJson(bytes.toString('utf8'));
    const rows = sources.reduce((sum, source) => sum + countRows(source, body), 0);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    parts.set(part, [{ object: name, sha256, bytes: bytes.byteLength, rows, requestId: null }]);
  }
  return parts;
}
