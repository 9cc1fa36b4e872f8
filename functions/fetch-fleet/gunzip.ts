import { pipeline, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';

/** All the bytes of a gzip stream, uncompressed. What breaks the source rejects it too. */
export function gunzip(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return buffer(pipeline(Readable.from(bytes, { objectMode: false }), createGunzip(), () => undefined));
}
