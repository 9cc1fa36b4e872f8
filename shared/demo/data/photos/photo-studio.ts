import { createHash } from 'node:crypto';
import type { DemoIntervention, DemoPhoto, ImageMime } from '../demo-intervention.ts';
import { identifyJpeg } from './identify-jpeg.ts';
import { identifyPng } from './identify-png.ts';
import { identifyWebp } from './identify-webp.ts';
import { type Picture, renderScene, renderThumbnail } from './render-scene.ts';
import { sceneCount } from './scene.ts';

/** What is true of one photo's bytes. */
export interface PhotoFacts {
  readonly index: number;
  readonly name: string | null;
  readonly mime: ImageMime;
  readonly sha256: string;
  readonly bytes: number;
}

/** Gives photos their bytes. */
export interface PhotoStudio {
  /** The photo's file: the same bytes at every call, different from every other photo's. */
  read(photo: DemoPhoto): Promise<Buffer>;
  /** A small JPEG of it, as the portal's galleries show. */
  readThumbnail(photo: DemoPhoto): Promise<Buffer>;
  /** The facts about every photo of a record, in its order. */
  describe(intervention: DemoIntervention): Promise<readonly PhotoFacts[]>;
}

/** Phones append such blocks; everything after the end marker is not the picture's. */
const trailer = Buffer.from('SEFHe\0\0\0\x01\0\0\0\xff\xd8 motion \xff\xd9SEFT', 'latin1');

/** Files of about so many bytes each. A few scenes are rendered, once each and when first needed; a photo is one of them with its own metadata. */
export function createPhotoStudio(photoBytes: number): PhotoStudio {
  const pictures = new Map<string, Promise<Picture>>();
  const thumbnails = new Map<number, Promise<Buffer>>();

  const pictureOf = (photo: DemoPhoto): Promise<Picture> => {
    // Fewer PNG and WebP scenes: they are rare, and slow to render.
    const scene = photo.scene % (photo.mime === 'image/jpeg' ? sceneCount : 2);
    const key = `${photo.mime} ${scene}`;
    const known = pictures.get(key) ?? renderScene(scene, photo.mime, photoBytes);
    pictures.set(key, known);
    return known;
  };

  const thumbnailOf = (photo: DemoPhoto): Promise<Buffer> => {
    const scene = photo.scene % sceneCount;
    const known = thumbnails.get(scene) ?? renderThumbnail(scene);
    thumbnails.set(scene, known);
    return known;
  };

  const read = async (photo: DemoPhoto): Promise<Buffer> => {
    const picture = await pictureOf(photo);
    if (photo.mime === 'image/png') return identifyPng(picture.bytes, photo.identity);
    if (photo.mime === 'image/webp') return identifyWebp(picture, photo.identity);
    return identifyJpeg(picture.bytes, {
      identity: photo.identity,
      takenAt: photo.takenAt,
      ...(photo.hasThumbnail ? { thumbnail: await thumbnailOf(photo) } : {}),
      ...(photo.hasTrailer ? { trailer } : {}),
    });
  };

  return {
    read,
    readThumbnail: thumbnailOf,
    describe: async (intervention) => {
      const facts: PhotoFacts[] = [];
      for (const photo of intervention.photos) {
        const bytes = await read(photo);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        facts.push({ index: photo.index, name: photo.name, mime: photo.mime, sha256, bytes: bytes.length });
      }
      return facts;
    },
  };
}
