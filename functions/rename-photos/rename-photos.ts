import { namePhotos } from '../../shared/domain/interventions/name-photos.ts';
import type { StageWork } from '../../shared/pipeline/stage.ts';

/**
 * Gives each photo the name it is delivered under. Only the memory changes: the object in the bucket keeps its name, so
 * that a rename cannot be half done.
 */
export function createRenamePhotos(): StageWork {
  return async () => (current) => {
    const { photos: kept, refusedPhotos, duplicatePhotos, documentNames } = current;
    const shownCount = kept.length + refusedPhotos.length + duplicatePhotos.length;
    const { names, nameMismatch } = namePhotos({ photos: kept, documentNames, shownCount });
    const photos = kept.map((photo, position) => ({ ...photo, name: names[position] ?? null }));
    return { ...current, photos, nameMismatch };
  };
}
