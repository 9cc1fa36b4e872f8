import { pipeline, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { constants, createGunzip, createGzip } from 'node:zlib';
import type { Entry } from './sorted-run.ts';

const chunkLength = 64 * 1024;

/** A run as gzip: a tenth of what it takes as texts. */
export function packRun(entries: Iterable<Entry>): Promise<Uint8Array> {
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  return buffer(pipeline(Readable.from(packedTexts(entries), { objectMode: false }), gzip, () => undefined));
}

function* packedTexts(entries: Iterable<Entry>): Generator<string> {
  let text = '';
  for (const entry of entries) {
    text += `${JSON.stringify(entry)}\n`;
    if (text.length < chunkLength) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** The entries of a packed run, some at a time. */
export async function* unpackRun(packed: Uint8Array): AsyncGenerator<readonly Entry[]> {
  const unpacked = pipeline(Readable.from([packed], { objectMode: false }), createGunzip(), () => undefined);
  let rest = '';
  for await (const chunk of unpacked.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    // Written above, by this very process.
    yield lines.map((line): Entry => JSON.parse(line));
  }
}
