import { once } from 'node:events';
import { pipeline, Readable } from 'node:stream';
import { constants, createGunzip, createGzip, type Gzip } from 'node:zlib';
import { giveBlockBack, takeBlock } from './byte-blocks.ts';

/** Lines that are kept as gzip, a tenth and less of what they take as texts; the same lines give the same bytes. */
export interface PackedLines {
  add(line: string): void;
  /** Compresses what waits: call it now and then, and the memory stays bounded. */
  settle(): Promise<void>;
  /** Everything as gzip; nothing is added after it. */
  end(): Promise<readonly Uint8Array[]>;
}

/** Cut by the lines alone: the bytes do not depend on when they are settled. */
const textLength = 16 * 1024;
const chunkSize = 64 * 1024;
/** The most bytes that a character takes. */
const widest = 3;

/** A block and how many of its bytes are written. */
interface Written {
  readonly block: Buffer;
  length: number;
}

export function packLines(): PackedLines {
  const chunks: Uint8Array[] = [];
  let waiting: Written[] = [];
  let current: Written | undefined;
  let text = '';
  let gzip: Gzip | undefined;

  /** As bytes at once: what a text is put together from would outlive its page otherwise. */
  function writeText(): void {
    const most = text.length * widest;
    if (current !== undefined && current.block.length - current.length < most) startAnew();
    current ??= { block: takeBlock(), length: 0 };
    if (most > current.block.length) {
      const block = Buffer.from(text);
      waiting.push({ block, length: block.length });
    } else current.length += current.block.write(text, current.length);
    text = '';
  }

  function startAnew(): void {
    if (current !== undefined) waiting.push(current);
    current = undefined;
  }

  async function settle(): Promise<void> {
    if (waiting.length === 0) return;
    gzip ??= createGzip({ level: constants.Z_BEST_SPEED, chunkSize }).on('data', (chunk) => chunks.push(chunk));
    const all = waiting;
    waiting = [];
    const stream = gzip;
    await Promise.all(all.map((one) => compress(stream, one)));
  }

  return {
    add(line) {
      text += line;
      if (text.length >= textLength) writeText();
    },
    settle,
    async end() {
      writeText();
      startAnew();
      await settle();
      const ended = gzip && once(gzip, 'end');
      gzip?.end();
      await ended;
      return chunks;
    },
  };
}

function compress(gzip: Gzip, { block, length }: Written): Promise<void> {
  return new Promise((resolve, reject) =>
    gzip.write(block.subarray(0, length), (error) => {
      if (error) return reject(error);
      giveBlockBack(block);
      resolve();
    }),
  );
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
