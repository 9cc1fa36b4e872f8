import type { ObjectBody } from '../../ports/objects.ts';

export type SplitBody = { readonly whole: Buffer } | { readonly blocks: AsyncIterable<Buffer> };

/**
 * The whole body when it has at most `limit` bytes, else its bytes in blocks of about a mebibyte. Chunks are copied: a
 * source may fill the same buffer again and again.
 */
export async function splitBody(body: ObjectBody, limit: number): Promise<SplitBody> {
  if (typeof body === 'string') return splitBody(Buffer.from(body), limit);
  if (body instanceof Uint8Array) {
    const whole = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    return whole.byteLength <= limit ? { whole } : { blocks: oneByOne([whole]) };
  }
  const blocks = gatherBlocks(body)[Symbol.asyncIterator]();
  const head: Buffer[] = [];
  let bytes = 0;
  while (bytes <= limit) {
    const next = await blocks.next();
    if (next.done) return { whole: Buffer.concat(head, bytes) };
    head.push(next.value);
    bytes += next.value.byteLength;
  }
  return { blocks: continueWith(head, blocks) };
}

const blockBytes = 1024 * 1024;

async function* gatherBlocks(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(Buffer.from(chunk));
    bytes += chunk.byteLength;
    if (bytes < blockBytes) continue;
    yield Buffer.concat(chunks, bytes);
    chunks = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(chunks, bytes);
}

async function* oneByOne(blocks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* blocks;
}

/** Taking the first blocks off the list lets their memory go as they are sent. */
async function* continueWith(head: Buffer[], rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    for (let block = head.shift(); block !== undefined; block = head.shift()) yield block;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
