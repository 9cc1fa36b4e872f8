const blockBytes = 256 * 1024;

/** The same bytes in blocks of about 256 KiB, so that many small chunks do not cost as many system calls. */
export async function* gatherChunks(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const block = Buffer.allocUnsafe(blockBytes);
  let filled = 0;
  for await (const chunk of body) {
    if (filled + chunk.byteLength > blockBytes) {
      yield block.subarray(0, filled);
      filled = 0;
    }
    if (chunk.byteLength >= blockBytes) {
      yield chunk;
      continue;
    }
    block.set(chunk, filled);
    filled += chunk.byteLength;
  }
  yield block.subarray(0, filled);
}
