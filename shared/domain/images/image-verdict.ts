/** The image formats that are accepted, told by their bytes. */
export const imageExtensions = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;
export type ImageMime = keyof typeof imageExtensions;

/**
 * Why bytes are no acceptable image. `empty`, `html`, `text`, `cut` and `broken` may come from a bad transfer, so another
 * try makes sense; `format` and `too_large` will be the same next time.
 */
export type RefusalKind = 'empty' | 'html' | 'text' | 'cut' | 'broken' | 'format' | 'too_large';

export interface AcceptedImage {
  readonly accepted: true;
  readonly mime: ImageMime;
  /** The usual extension of the format, without a dot. */
  readonly extension: (typeof imageExtensions)[ImageMime];
  /** All bytes that were pushed, with what follows the image's end. */
  readonly bytes: number;
  /** Pixels, before any rotation; 0 when the format gives it only later (a JPEG may leave its height to a DNL segment). */
  readonly width: number;
  readonly height: number;
}

export interface RefusedImage {
  readonly accepted: false;
  readonly kind: RefusalKind;
  /** In French, for people: « page HTML », « JPEG coupé : pas de marqueur de fin »… */
  readonly reason: string;
}

export type ImageVerdict = AcceptedImage | RefusedImage;
