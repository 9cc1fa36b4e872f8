const chunkBytes = 8 * 1024 * 1024;

export interface UploadChunk {
  readonly chunk: Buffer;
  readonly isLast: boolean;
}

/** The bytes in chunks whose size the service takes: a multiple of 256 KiB, all but the last. */
export async function* cutChunks(body: AsyncIterable<Uint8Array>): AsyncGenerator<UploadChunk> {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    parts.push(part);
    bytes += part.byteLength;
    while (bytes > chunkBytes) {
      const all = Buffer.concat(parts, bytes);
      yield { chunk: all.subarray(0, chunkBytes), isLast: false };
      parts = [all.subarray(chunkBytes)];
      bytes -= chunkBytes;
    }
  }
  yield { chunk: Buffer.concat(parts, bytes), isLast: true };
}
