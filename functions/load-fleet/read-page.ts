import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { type Json, parseFleetJson } from '../../shared/domain/fleet/fleet-json.ts';
import type { PageFacts } from '../../shared/domain/fleet/manifest.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';

/** One kept answer. @throws when its bytes are not those that the manifest names. */
export async function readPage(
  { object, sha256 }: PageFacts,
  { objects, rawBucket }: { readonly objects: ObjectStore; readonly rawBucket: string },
): Promise<Json> {
  const compressed = Readable.from(objects.read(rawBucket, object), { objectMode: false });
  const bytes = await buffer(pipeline(compressed, createGunzip(), () => undefined));
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new Error(`${rawBucket}/${object} is not what its manifest names`);
  }
  return parseFleetJson(bytes.toString('utf8'));
}
