import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { PermanentError } from '../../ports/failures.ts';
import type { ObjectStore } from '../../ports/objects.ts';

const chunkSize = 256 * 1024;

/** An object's bytes, unpacked when its name says gzip. @throws PermanentError when that gzip is not whole. */
export async function* readContent(objects: ObjectStore, bucket: string, name: string): AsyncGenerator<Uint8Array> {
  const bytes = objects.read(bucket, name);
  try {
    yield* name.endsWith('.gz') ? gunzip(bytes) : bytes;
  } catch (error) {
    if (!isBadGzip(error)) throw error;
    throw new PermanentError(`${bucket}/${name} is not whole gzip`, { cause: error });
  }
}

function gunzip(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  // What breaks the source comes out of the last stream too, where it is read.
  return pipeline(Readable.from(bytes, { objectMode: false }), createGunzip({ chunkSize }), () => undefined);
}

function isBadGzip(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
