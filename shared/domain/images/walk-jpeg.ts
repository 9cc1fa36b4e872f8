import type { Walk } from './byte-walk.ts';
import { bigEndian } from './endian.ts';
import type { ImageSize } from './image-size.ts';

/** The codes below are reserved: no decoder knows them. */
const firstMarker = 0xc0;
const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const notFrames = [0xc4, 0xc8, 0xcc];

/**
 * A JPEG, from its first byte to the end marker of the outer image: segments are passed over by their length, so that the
 * end marker of a thumbnail within one does not count. Bytes between segments are passed over as decoders do.
 * Source: ITU-T T.81, annex B.
 */
export function* walkJpeg(size: ImageSize): Walk {
  yield { skip: 2 };
  let frames = 0;
  let scans = 0;
  for (;;) {
    const [code = 0] = yield 'marker';
    if (code === endOfImage) break;
    if (code === startOfImage) return { whole: false, reason: 'JPEG abîmé : une autre image commence avant la fin' };
    if (code < firstMarker) return { whole: false, reason: 'JPEG abîmé : marqueur inconnu' };
    const length = bigEndian(yield { take: 2 });
    if (length < 2) return { whole: false, reason: 'JPEG abîmé : segment sans longueur' };
    if (!isFrame(code)) {
      if (code === startOfScan) scans += 1;
      yield { skip: length - 2 };
      continue;
    }
    if (length < 8) return { whole: false, reason: 'JPEG abîmé : en-tête d’image trop court' };
    const frame = yield { take: 6 };
    size.height = bigEndian(frame.subarray(1, 3));
    size.width = bigEndian(frame.subarray(3, 5));
    frames += 1;
    yield { skip: length - 8 };
  }
  if (frames === 0 || scans === 0 || size.width === 0) return { whole: false, reason: 'JPEG sans image' };
  return { whole: true };
}

function isFrame(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && !notFrames.includes(code);
}
