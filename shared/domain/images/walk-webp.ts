import type { Walk } from './byte-walk.ts';
import { ascii, littleEndian } from './endian.ts';
import type { ImageSize } from './image-size.ts';

const headLength = 10;
const imageChunks = ['VP8 ', 'VP8L', 'ANMF'];

/**
 * A WebP, from its first byte to the length that its RIFF header says, with an image in it.
 * Source: RFC 9649, 2; RFC 6386, 9.1 for the size in a `VP8 ` chunk.
 */
export function* walkWebp(size: ImageSize): Walk {
  const head = yield { take: 12 };
  let left = littleEndian(head.subarray(4, 8)) - 4;
  let images = 0;
  while (left >= 8) {
    const chunk = yield { take: 8 };
    const name = ascii(chunk.subarray(0, 4));
    const length = littleEndian(chunk.subarray(4));
    left -= 8;
    if (length > left) return { whole: false, reason: 'WebP abîmé : bloc plus long que le fichier' };
    // The padding byte of an odd chunk is missing at the end of files of some encoders.
    const padded = Math.min(length + (length % 2), left);
    const start = yield { take: Math.min(length, headLength) };
    if (size.width === 0 && start.length === headLength) readSize(name, start, size);
    if (imageChunks.includes(name) && length > 0) images += 1;
    yield { skip: padded - start.length };
    left -= padded;
  }
  yield { skip: Math.max(0, left) };
  return images > 0 ? { whole: true } : { whole: false, reason: 'WebP sans image' };
}

function readSize(chunk: string, start: Uint8Array, size: ImageSize): void {
  if (chunk === 'VP8X') {
    size.width = littleEndian(start.subarray(4, 7)) + 1;
    size.height = littleEndian(start.subarray(7, 10)) + 1;
  } else if (chunk === 'VP8 ') {
    size.width = littleEndian(start.subarray(6, 8)) & 0x3fff;
    size.height = littleEndian(start.subarray(8, 10)) & 0x3fff;
  } else if (chunk === 'VP8L') {
    const bits = littleEndian(start.subarray(1, 5));
    size.width = (bits & 0x3fff) + 1;
    size.height = ((bits >>> 14) & 0x3fff) + 1;
  }
}
