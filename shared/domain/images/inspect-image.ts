import type { ImageMime, ImageVerdict, RefusedImage } from './image-verdict.ts';

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

/** An inspector that accepts whole JPEG, PNG and WebP images of at most `maxBytes` bytes. */
export function createImageInspector(_options: { readonly maxBytes: number }): ImageInspector {
  throw new Error('not written yet');
}
