import { type Walk, type Walked, walkBytes } from './byte-walk.ts';
import type { ImageSize } from './image-size.ts';
import { type ImageMime, type ImageVerdict, imageExtensions, type RefusedImage } from './image-verdict.ts';
import { describedLength, describeOther, magicLength, recognizeImage } from './recognize.ts';
import { walkJpeg } from './walk-jpeg.ts';
import { walkPng } from './walk-png.ts';
import { walkWebp } from './walk-webp.ts';

export type { ImageMime, ImageVerdict, RefusedImage } from './image-verdict.ts';

/** Judges a stream of bytes while it passes by, in constant memory. */
export interface ImageInspector {
  /** Takes the next bytes; how the stream is split makes no difference. The chunk is not kept. */
  push(chunk: Uint8Array): void;
  /** The format, as soon as the first bytes tell it: lets a caller name the object before the body ends. */
  head(): ImageMime | undefined;
  /** The refusal, as soon as no further byte can change it: lets a caller stop the transfer. */
  refusal(): RefusedImage | undefined;
  /** The verdict, once every byte was pushed. */
  finish(): ImageVerdict;
}

interface Format {
  readonly walk: (size: ImageSize) => Walk;
  readonly cutReason: string;
}

const formats: Readonly<Record<ImageMime, Format>> = {
  'image/jpeg': { walk: walkJpeg, cutReason: 'JPEG coupé : pas de marqueur de fin' },
  'image/png': { walk: walkPng, cutReason: 'PNG coupé : pas de bloc de fin' },
  'image/webp': { walk: walkWebp, cutReason: 'WebP coupé : plus court qu’annoncé' },
};

/** An inspector that accepts whole JPEG, PNG and WebP images of at most `maxBytes` bytes. */
export function createImageInspector({ maxBytes }: { readonly maxBytes: number }): ImageInspector {
  const size: ImageSize = { width: 0, height: 0 };
  let bytes = 0;
  let head = new Uint8Array(0);
  let mime: ImageMime | undefined;
  let walker: ReturnType<typeof walkBytes> | undefined;
  let walked: Walked | undefined;

  function refusal(): RefusedImage | undefined {
    if (bytes > maxBytes) {
      return { accepted: false, kind: 'too_large', reason: `fichier trop grand : plus de ${formatBytes(maxBytes)}` };
    }
    if (walked?.whole === false) return { accepted: false, kind: 'broken', reason: walked.reason ?? 'image abîmée' };
    return mime === undefined && head.length === describedLength ? describeOther(head, false) : undefined;
  }

  return {
    push(chunk) {
      bytes += chunk.length;
      if (walker !== undefined) {
        walked ??= walker.push(chunk);
        return;
      }
      const missing = chunk.subarray(0, describedLength - head.length);
      const begun = head.length;
      head = Uint8Array.from([...head, ...missing]);
      if (head.length < magicLength || begun >= describedLength) return;
      mime = recognizeImage(head);
      if (mime === undefined) return;
      walker = walkBytes(formats[mime].walk(size));
      walked = walker.push(head) ?? walker.push(chunk.subarray(missing.length));
    },
    head: () => mime,
    refusal,
    finish() {
      const refused = refusal();
      if (refused !== undefined) return refused;
      if (mime === undefined) return describeOther(head, true);
      if (walked === undefined) return { accepted: false, kind: 'cut', reason: formats[mime].cutReason };
      return { accepted: true, mime, extension: imageExtensions[mime], bytes, ...size };
    },
  };
}

function formatBytes(bytes: number): string {
  const isMebibytes = bytes >= 2 ** 20;
  return isMebibytes ? `${Math.floor(bytes / 2 ** 20)} Mio` : `${bytes} octets`;
}
