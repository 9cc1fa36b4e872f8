import sharp from 'sharp';

/** Pixels with some noise, so that entropy-coded data holds every byte value. The same on every machine. */
function noise(width: number, height: number, channels: 3 | 4 = 3) {
  let state = 42;
  const pixels = Uint8Array.from({ length: width * height * channels }, () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state >> 16;
  });
  return sharp(pixels, { raw: { width, height, channels } });
}

export const baselineJpeg = await noise(97, 61).jpeg({ quality: 95, mozjpeg: false }).toBuffer();
export const progressiveJpeg = await noise(64, 48).jpeg({ progressive: true }).toBuffer();
export const grayJpeg = await noise(16, 16).grayscale().jpeg().toBuffer();
export const png = await noise(33, 21).png().toBuffer();
export const palettePng = await noise(20, 20).png({ palette: true, progressive: true }).toBuffer();
export const lossyWebp = await noise(50, 40).webp().toBuffer();
export const losslessWebp = await noise(31, 17).webp({ lossless: true }).toBuffer();
export const alphaWebp = await noise(24, 18, 4).webp().toBuffer();

/** A JPEG whose EXIF segment holds a whole JPEG, end marker included, as phones write them. */
export function withThumbnail(outer: Uint8Array, thumbnail: Uint8Array): Buffer {
  const header = Buffer.from('Exif\0\0II*\0', 'latin1');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(2 + header.length + thumbnail.length);
  return Buffer.concat([outer.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, header, thumbnail, outer.subarray(2)]);
}

/** The JPEG with fill bytes before each marker segment up to the first scan. */
export function withFillBytes(jpeg: Buffer): Buffer {
  const pieces = [jpeg.subarray(0, 2)];
  let at = 2;
  while (jpeg[at + 1] !== 0xda) {
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    pieces.push(Buffer.from([0xff, 0xff]), jpeg.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...pieces, jpeg.subarray(at)]);
}
