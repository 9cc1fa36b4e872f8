import sharp from 'sharp';
import type { ImageMime } from '../demo-intervention.ts';
import { createRandom } from '../random.ts';
import { drawScene } from './scene.ts';

const noiseLength = 65_521;
const noise = Int8Array.from(
  { length: noiseLength },
  (() => {
    const random = createRandom('grain');
    return () => random.integer(-9, 9);
  })(),
);

/** Sensor grain: gives the bytes a photo has, and keeps them the same on every run. */
function addGrain(pixels: Buffer): void {
  for (let index = 0; index < pixels.length; index += 1) {
    const value = (pixels[index] ?? 0) + (noise[index % noiseLength] ?? 0);
    pixels[index] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
}

/** A rendered picture. */
export interface Picture {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

async function renderAt(scene: number, mime: ImageMime, width: number): Promise<Picture> {
  const height = Math.max(8, Math.round(width * 0.75));
  const { data, info } = await sharp(Buffer.from(drawScene(scene, width, height)))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  addGrain(data);
  const picture = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
  const encoded =
    mime === 'image/png'
      ? picture.png({ compressionLevel: 3 })
      : mime === 'image/webp'
        ? picture.webp({ quality: 80, effort: 0 })
        : picture.jpeg({ quality: 82 });
  return { bytes: await encoded.toBuffer(), width: info.width, height: info.height };
}

const sampleWidth = 160;

/** Renders a scene as an image file of about so many bytes (within a fifth, from 2 kB up). */
export async function renderScene(scene: number, mime: ImageMime, targetBytes: number): Promise<Picture> {
  let picture = await renderAt(scene, mime, sampleWidth);
  for (let round = 0; round < 3; round += 1) {
    const ratio = targetBytes / picture.bytes.length;
    if (Math.abs(1 - ratio) < 0.1) break;
    picture = await renderAt(scene, mime, Math.min(6_000, Math.max(16, Math.round(picture.width * Math.sqrt(ratio)))));
  }
  return picture;
}

/** A JPEG thumbnail of a scene, 160 pixels wide. */
export async function renderThumbnail(scene: number): Promise<Buffer> {
  return (await renderAt(scene, 'image/jpeg', sampleWidth)).bytes;
}
