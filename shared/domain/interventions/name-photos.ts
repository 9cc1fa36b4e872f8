import type { ImageMime } from '../images/image-verdict.ts';

export interface PhotoToName {
  /** 1-based place among all the photos that the record shows, refused and repeated ones included. */
  readonly index: number;
  readonly mime: ImageMime;
  /** The name that the record page gives to this very photo, when it does. */
  readonly sourceName: string | null;
}

export interface PhotoNames {
  /** In the photos' order; all different, also where case and Unicode form do not count. */
  readonly names: string[];
  readonly nameMismatch: boolean;
}

/**
 * The names under which photos are delivered. Names that the page pairs with its photos are surer than any position: when
 * every photo has one, they count. Else the document names are given by position, only when there are as many as photos
 * shown and none contradicts a paired name. Else a photo keeps its own name or is `image_<index>`, and `nameMismatch` is set.
 */
export function namePhotos(_input: {
  readonly photos: readonly PhotoToName[];
  readonly documentNames: readonly string[];
  /** How many photos the record shows, with refused and repeated ones; as many as `photos` when not said. */
  readonly shownCount?: number;
}): PhotoNames {
  throw new Error('not written yet');
}
