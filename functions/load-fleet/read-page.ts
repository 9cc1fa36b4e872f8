import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Json, parseFleetJson } from '../../shared/domain/fleet/fleet-json.ts';
import type { PageFacts } from '../../shared/domain/fleet/manifest.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';

const unpack = promisify(gunzip);

/** One kept answer. @throws when its bytes are not those that the manifest names. */
export async function readPage(
  { object, sha256, bytes: size }: PageFacts,
  { objects, rawBucket }: { readonly objects: ObjectStore; readonly rawBucket: string },
): Promise<Json> {
  const bytes = await unpack(await buffer(objects.read(rawBucket, object)), { chunkSize: Math.max(size, 64) });
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new Error(`${rawBucket}/${object} is not what its manifest names`);
  }
  return parseFleetJson(bytes.toString('utf8'));
}
