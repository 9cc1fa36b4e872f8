import { once } from 'node:events';
import { pipeline, Readable } from 'node:stream';
import { constants, createGunzip, createGzip, type Gzip } from 'node:zlib';

/** Lines that are kept as gzip, a tenth and less of what they take as texts; the same lines give the same bytes. */
export interface PackedLines {
  add(line: string): void;
  /** Compresses what waits: call it now and then, and the memory stays bounded. */
  settle(): Promise<void>;
  /** Everything as gzip; nothing is added after it. */
  end(): Promise<readonly Uint8Array[]>;
}

/** Cut by the lines alone: the bytes do not depend on when they are settled. */
const textLength = 64 * 1024;
const chunkSize = 64 * 1024;

export function packLines(): PackedLines {
  const chunks: Uint8Array[] = [];
  let waiting: Uint8Array[] = [];
  let text = '';
  let gzip: Gzip | undefined;

  async function settle(): Promise<void> {
    if (waiting.length === 0) return;
    gzip ??= createGzip({ level: constants.Z_BEST_SPEED, chunkSize }).on('data', (chunk) => chunks.push(chunk));
    const all = waiting;
    waiting = [];
    const stream = gzip;
    await Promise.all(all.map((bytes) => written(stream, bytes)));
  }

  return {
    add(line) {
      text += line;
      if (text.length < textLength) return;
      // As bytes at once: what a text is put together from would outlive its page otherwise.
      waiting.push(Buffer.from(text));
      text = '';
    },
    settle,
    async end() {
      waiting.push(Buffer.from(text));
      await settle();
      const ended = gzip && once(gzip, 'end');
      gzip?.end();
      await ended;
      return chunks;
    },
  };
}

function written(gzip: Gzip, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => gzip.write(bytes, (error) => (error ? reject(error) : resolve())));
}

/** The lines of packed ones, some at a time. */
export async function* unpackLines(packed: readonly Uint8Array[]): AsyncGenerator<readonly string[]> {
  const unpacked = pipeline(Readable.from(packed, { objectMode: false }), createGunzip(), () => undefined);
  let rest = '';
  for await (const chunk of unpacked.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield lines.map((line) => `${line}\n`);
  }
}
