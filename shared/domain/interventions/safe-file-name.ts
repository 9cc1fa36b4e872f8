import { type ImageMime, imageExtensions } from '../images/image-verdict.ts';

const maxBytes = 255;
/** What decision 8 forbids; controls of terminals, lines and the direction of writing; invisible spaces; halves of characters. */
const forbidden = /[<>:"/\\|?*\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]|\p{Cc}|\p{Cs}/gu;
/** Source: Microsoft, Naming Files, Paths, and Namespaces. */
const reservedOnWindows = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|\s*$)/iu;
const edges = /^[\s]+|[\s.]+$/gu;
const imageExtension = /\.(jpe?g|jpe|jfif|png|webp|gif|bmp|tiff?|hei[cf]|avif)$/i;

const extensionsOf: Readonly<Record<ImageMime, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
};

/** A file name in two parts, so that a suffix can come between them. The extension has its dot. */
export interface FileName {
  readonly stem: string;
  readonly extension: string;
}

/**
 * A portal's name for a photo as a file name that is safe on every system, with an extension that its bytes deserve;
 * undefined when nothing is left of it.
 */
export function toFileName(name: string, mime: ImageMime): FileName | undefined {
  const safe = name.normalize('NFC').replace(forbidden, '_').replace(edges, '');
  const said = imageExtension.exec(safe);
  const stem = said === null ? safe : safe.slice(0, said.index);
  if (stem.replace(edges, '') === '') return undefined;
  const isRight = said?.[1] !== undefined && extensionsOf[mime].includes(said[1].toLowerCase());
  const extension = isRight ? said[0] : `.${imageExtensions[mime]}`;
  return { stem: reservedOnWindows.test(stem) ? `_${stem}` : stem, extension };
}

/** The whole name with a suffix before the extension, its stem cut between two characters to fit in 255 bytes of UTF-8. */
export function joinFileName({ stem, extension }: FileName, suffix: string): string {
  const room = maxBytes - byteLength(suffix + extension);
  return cut(stem, room) + suffix + extension;
}

function cut(stem: string, room: number): string {
  if (byteLength(stem) <= room) return stem;
  let kept = '';
  let length = 0;
  for (const { segment } of new Intl.Segmenter('fr', { granularity: 'grapheme' }).segment(stem)) {
    length += byteLength(segment);
    if (length > room) break;
    kept += segment;
  }
  const trimmed = kept.replace(edges, '');
  // A single character longer than the room: an accumulation of accents that nobody can read.
  return trimmed === '' ? '_' : trimmed;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
