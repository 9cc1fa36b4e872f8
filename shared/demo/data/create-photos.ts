import type { DemoPhoto, ImageMime, PhotoForm } from './demo-intervention.ts';
import type { Random } from './random.ts';
import { photoSubjects } from './words.ts';

const forms: readonly PhotoForm[] = ['liee', 'integree', 'paresseuse', 'piece'];
const extensions: Record<ImageMime, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' };

function chooseMime(random: Random): ImageMime {
  if (random.chance(0.06)) return 'image/png';
  return random.chance(0.06) ? 'image/webp' : 'image/jpeg';
}

function namePhoto(random: Random, subject: string, stamp: string, mime: ImageMime): string | null {
  const roll = random.fraction();
  if (roll < 0.02) return null;
  if (roll < 0.06) return subject;
  // A PNG or WebP sometimes keeps the name the phone's application gave it.
  const extension = roll < 0.12 ? 'JPG' : extensions[mime];
  return roll < 0.35 ? `IMG_${stamp}.${extension}` : `${subject}.${extension}`;
}

export interface PhotosRequest {
  readonly identity: string;
  readonly rank: number;
  readonly count: number;
  readonly day: string;
  readonly time: string;
}

/** The photos of one record, without bytes. Within one record names may repeat; identities never do. */
export function createPhotos(random: Random, { identity, rank, count, day, time }: PhotosRequest): DemoPhoto[] {
  const mixesForms = rank % 7 === 3;
  const start = random.integer(0, photoSubjects.length - 1);
  const firstScene = random.integer(0, 1_000);
  return Array.from({ length: count }, (_, position): DemoPhoto => {
    const index = position + 1;
    // Records of every twelfth rank hold the two JPEG shapes that naive readers cut short.
    const isShowcase = rank % 12 === 1 && index <= 2;
    const mime = isShowcase ? 'image/jpeg' : chooseMime(random);
    const seconds = String((index * 7) % 60).padStart(2, '0');
    const stamp = `${day.replaceAll('-', '')}_${time.replace(':', '')}${seconds}`;
    return {
      identity: `${identity}/${index}`,
      index,
      name: namePhoto(random, photoSubjects[(start + position) % photoSubjects.length] ?? 'Photo', stamp, mime),
      mime,
      form: forms[(rank + (mixesForms ? position : 0)) % forms.length] ?? 'liee',
      scene: firstScene + position,
      hasThumbnail: mime === 'image/jpeg' && ((isShowcase && index === 1) || random.chance(0.25)),
      hasTrailer: mime === 'image/jpeg' && ((isShowcase && index === 2) || random.chance(0.03)),
      takenAt: `${day.replaceAll('-', ':')} ${time}:${seconds}`,
    };
  });
}
