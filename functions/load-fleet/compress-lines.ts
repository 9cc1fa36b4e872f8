import { pipeline, Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';

const chunkLength = 64 * 1024;

/** The lines as a gzip stream; the same lines give the same bytes. */
export function compressLines(lines: Iterable<string>): AsyncIterable<Uint8Array> {
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  return pipeline(Readable.from(chunksOf(lines), { objectMode: false }), gzip, () => undefined);
}

/** Few long texts instead of many short ones: a line does not cost a step of the stream. */
function* chunksOf(lines: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
