/** The unsigned integer that the bytes are, the most significant first. */
export function bigEndian(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

/** The unsigned integer that the bytes are, the least significant first. */
export function littleEndian(bytes: Uint8Array): number {
  return bytes.reduceRight((value, byte) => value * 256 + byte, 0);
}

/** The bytes as ASCII letters. */
export function ascii(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
