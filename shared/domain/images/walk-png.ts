import type { Walk } from './byte-walk.ts';
import { crc32 } from './crc32.ts';
import { ascii, bigEndian } from './endian.ts';
import type { ImageSize } from './image-size.ts';

const maxChunkLength = 2 ** 31 - 1;
const headerLength = 13;

/**
 * A PNG, from its first byte to the end of IEND, with the checksum of every chunk that an image needs (those whose name
 * begins with a capital). Source: W3C PNG, 5.
 */
export function* walkPng(size: ImageSize): Walk {
  yield { skip: 8 };
  let chunks = 0;
  let dataChunks = 0;
  for (;;) {
    const head = yield { take: 8 };
    const length = bigEndian(head.subarray(0, 4));
    const name = ascii(head.subarray(4));
    if (length > maxChunkLength || !/^[A-Za-z]{4}$/.test(name))
      return { whole: false, reason: 'PNG abîmé : bloc illisible' };
    if ((chunks === 0) !== (name === 'IHDR') || (name === 'IHDR' && length !== headerLength)) {
      return { whole: false, reason: 'PNG abîmé : en-tête absent ou en double' };
    }
    let sum = crc32(head.subarray(4));
    if (name === 'IHDR') {
      const header = yield { take: headerLength };
      size.width = bigEndian(header.subarray(0, 4));
      size.height = bigEndian(header.subarray(4, 8));
      sum = crc32(header, sum);
    } else {
      yield {
        skip: length,
        see: (piece) => {
          sum = crc32(piece, sum);
        },
      };
    }
    const isNeeded = /^[A-Z]/.test(name);
    if (bigEndian(yield { take: 4 }) !== sum && isNeeded) {
      return { whole: false, reason: `PNG abîmé : somme de contrôle fausse (${name})` };
    }
    chunks += 1;
    if (name === 'IDAT') dataChunks += 1;
    if (name === 'IEND') break;
  }
  if (dataChunks === 0 || size.width === 0 || size.height === 0) return { whole: false, reason: 'PNG sans image' };
  return { whole: true };
}
