import { DeliveryRefusedError } from './refusal.ts';

/** Whole lines of a file. */
export interface TextBlock {
  readonly text: string;
  /** 1-based line where it begins. */
  readonly line: number;
  readonly isLast: boolean;
}

const lineFeed = 0x0a;
const maxLineBytes = 8 * 1024 * 1024;

/** The line whose bytes are not UTF-8, read with U+FFFD in their place. */
export class EncodingFault extends Error {
  override name = 'EncodingFault';
  readonly line: number;
  readonly text: string;
  constructor(line: number, text: string) {
    super(`line ${line} is not UTF-8`);
    this.line = line;
    this.text = text;
  }
}

/**
 * A file's text in blocks of whole lines, without its BOM; memory holds one block. The last block comes always, maybe empty.
 * @throws DeliveryRefusedError when it is UTF-16 or has an endless line; EncodingFault at the first line that is not UTF-8.
 */
export async function* readBlocks(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<TextBlock> {
  let rest = Buffer.alloc(0);
  let line = 1;
  let isFirst = true;
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(lineFeed) + 1;
    const head = Buffer.concat([rest, chunk.subarray(0, end)]);
    if (isFirst && rest.length + chunk.length > 1) {
      isFirst = false;
      checkUtf16(rest.length > 1 ? rest : Buffer.concat([rest, chunk.subarray(0, 2)]), file);
    }
    if (end === 0) rest = Buffer.concat([rest, chunk]);
    else {
      yield* decode(head, line, false);
      line += countFeeds(head);
      rest = Buffer.from(chunk.subarray(end));
    }
    if (rest.length > maxLineBytes) {
      throw new DeliveryRefusedError(
        `${file}, ligne ${line} : plus de 8 Mio sans fin de ligne ; est-ce bien un fichier CSV ou NDJSON ?`,
      );
    }
  }
  yield* decode(rest, line, true);
}

/** What can be read comes before the fault: a reader that has seen the titles can say in which column it is. */
function* decode(bytes: Buffer, line: number, isLast: boolean): Generator<TextBlock> {
  const text = decodeStrictly(bytes);
  if (text !== undefined) {
    yield { text: line === 1 && text.startsWith('\ufeff') ? text.slice(1) : text, line, isLast };
    return;
  }
  let [start, faulty] = [0, line];
  for (; ; faulty += 1) {
    const feed = bytes.indexOf(lineFeed, start);
    const end = feed === -1 ? bytes.length : feed + 1;
    if (decodeStrictly(bytes.subarray(start, end)) === undefined) {
      if (start > 0) yield* decode(bytes.subarray(0, start), line, false);
      throw new EncodingFault(faulty, bytes.subarray(start, end).toString('utf8'));
    }
    start = end;
  }
}

function decodeStrictly(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return undefined;
  }
}

function checkUtf16(start: Buffer, file: string): void {
  const [first, second] = start;
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (!isMarked && first !== 0 && second !== 0) return;
  throw new DeliveryRefusedError(`${file} est en UTF-16 : enregistrez-le en UTF-8`);
}

function countFeeds(bytes: Buffer): number {
  let feeds = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) feeds += 1;
  return feeds;
}
