import { pipeline, Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';

/** The texts as a gzip stream; the same texts give the same bytes. */
export function compressTexts(texts: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  return pipeline(Readable.from(texts, { objectMode: false }), gzip, () => undefined);
}
