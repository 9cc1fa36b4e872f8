import { ascii } from './endian.ts';
import type { ImageMime, RefusedImage } from './image-verdict.ts';

/** How many bytes tell every accepted format apart from the others. */
export const magicLength = 12;
/** How many bytes are enough to say what it is instead. */
export const describedLength = 512;

const jpegMagic = '\xff\xd8\xff';
const pngMagic = '\x89PNG\r\n\x1a\n';

/** The accepted format that begins so. */
export function recognizeImage(head: Uint8Array): ImageMime | undefined {
  const start = ascii(head.subarray(0, magicLength));
  if (start.startsWith(jpegMagic)) return 'image/jpeg';
  if (start.startsWith(pngMagic)) return 'image/png';
  return start.startsWith('RIFF') && start.startsWith('WEBP', 8) ? 'image/webp' : undefined;
}

const otherFormats: readonly (readonly [magic: string, offset: number, name: string])[] = [
  ...['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'].map(
    (brand) => [`ftyp${brand}`, 4, 'HEIC'] as const,
  ),
  ['ftypavif', 4, 'AVIF'],
  ['ftypavis', 4, 'AVIF'],
  ['ftyp', 4, 'vidéo (MP4)'],
  ['GIF8', 0, 'GIF'],
  ['II*\0', 0, 'TIFF'],
  ['MM\0*', 0, 'TIFF'],
  ['\0\0\0\x0cJXL ', 0, 'JPEG XL'],
  ['%PDF-', 0, 'PDF'],
  ['PK\x03\x04', 0, 'ZIP (archive ou document Office)'],
  ['\xd0\xcf\x11\xe0', 0, 'document Office'],
  ['\x1f\x8b', 0, 'gzip'],
];

/** Why bytes that begin so, and are no accepted format, are refused. `whole`: there are no more of them. */
export function describeOther(head: Uint8Array, whole: boolean): RefusedImage {
  const start = ascii(head);
  if (start === '') return refuse('empty', 'fichier vide');
  const format = otherFormats.find(([magic, offset]) => start.startsWith(magic, offset));
  if (format !== undefined) return refuse('format', `format ${format[2]} non accepté`);
  if (start.startsWith('BM') && start.startsWith('\0\0\0\0', 6)) return refuse('format', 'format BMP non accepté');
  if (/<svg\b/i.test(start)) return refuse('format', 'format SVG non accepté');
  if (/<html\b|^\W*<(!doctype html|head|body|script|meta|title|div|p|h1)\b/i.test(start))
    return refuse('html', 'page HTML');
  if (whole && isCutMagic(start)) return refuse('cut', 'image coupée dès ses premiers octets');
  if (/^[\t\n\r\x20-\x7e\x80-\xff]+$/.test(start)) return refuse('text', 'texte au lieu d’une image');
  if (head.every((byte) => byte === 0)) return refuse('broken', 'fichier plein de zéros');
  return refuse('format', 'format inconnu');
}

function isCutMagic(start: string): boolean {
  return start.length < magicLength && [jpegMagic, pngMagic, 'RIFF'].some((magic) => beginsAlike(magic, start));
}

function beginsAlike(magic: string, start: string): boolean {
  return magic.startsWith(start) || start.startsWith(magic);
}

function refuse(kind: RefusedImage['kind'], reason: string): RefusedImage {
  return { accepted: false, kind, reason };
}
