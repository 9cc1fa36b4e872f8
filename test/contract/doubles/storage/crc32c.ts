/** CRC32C (Castagnoli, RFC 3720 B.4), which Cloud Storage keeps of every object. Base64 of its big-endian bytes. */
export function createCrc32c(): { update(bytes: Uint8Array): void; digest(): string } {
  let state = 0xffffffff;
  return {
    update(bytes) {
      let next = state;
      for (let index = 0; index < bytes.length; index++) {
        next = (table[(next ^ (bytes[index] ?? 0)) & 0xff] ?? 0) ^ (next >>> 8);
      }
      state = next;
    },
    digest() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE((state ^ 0xffffffff) >>> 0);
      return bytes.toString('base64');
    },
  };
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});
