import type { Photo } from './intervention.ts';

/** Below that many pixels on its longer side a picture is hardly a photo of work done. */
const smallPixels = 480;
/** Cameras give all their photos one width too; previews are narrower than any camera's photo. */
const widestPreviewPixels = 2_000;

/**
 * Warnings, in French, about an intervention whose photos may be previews instead of the originals: all small ones, or
 * several that share one width. Photos whose size is unknown say nothing. Source: failure 7 of the connector.
 */
export function warnPreviews(photos: readonly Pick<Photo, 'index' | 'width' | 'height'>[]): string[] {
  const sized = photos.flatMap(({ index, width = 0, height = 0 }) =>
    width > 0 && height > 0 ? [{ index, width, height }] : [],
  );
  const small = sized.filter(({ width, height }) => Math.max(width, height) < smallPixels);
  const [first] = sized;
  const oneWidth = first !== undefined && sized.length > 1 && sized.every(({ width }) => width === first.width);
  return [
    ...(small.length === 0
      ? []
      : [`photos très petites, peut-être des aperçus : ${small.map((photo) => describe(photo)).join(', ')}`]),
    ...(oneWidth && first.width < widestPreviewPixels
      ? [`les ${sized.length} photos ont toutes ${first.width} pixels de large : ce sont peut-être des aperçus`]
      : []),
  ];
}

function describe({ index, width, height }: { index: number; width: number; height: number }): string {
  return `n° ${index} (${width} × ${height})`;
}
