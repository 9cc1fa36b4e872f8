import type { Photo } from '../../shared/domain/interventions/intervention.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';

/** The same bytes twice in one intervention are kept once, under the first index. */
export async function dropDuplicates(
  photos: readonly Photo[],
  { objects, bucket }: { readonly objects: ObjectStore; readonly bucket: string },
): Promise<{ readonly photos: Photo[]; readonly duplicates: number[] }> {
  const first = new Map<string, Photo>();
  const duplicates: Photo[] = [];
  for (const photo of photos.toSorted((a, b) => a.index - b.index)) {
    if (first.has(photo.sha256)) duplicates.push(photo);
    else first.set(photo.sha256, photo);
  }
  await Promise.all(duplicates.map((photo) => objects.delete(bucket, photo.objectName)));
  return { photos: [...first.values()], duplicates: duplicates.map(({ index }) => index) };
}
