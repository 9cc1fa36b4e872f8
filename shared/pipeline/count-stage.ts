import { type Intervention, type Stage, stages } from '../domain/interventions/intervention.ts';
import type { Count } from '../ports/counts.ts';

/** Counts what a stage has brought about, once it is saved as done. */
export function countDone(count: Count, stage: Stage, { photos, refusedPhotos }: Intervention): void {
  if (stage === 'photos') {
    count('terrain.photos.kept', photos.length, {});
    count('terrain.photos.refused', refusedPhotos.length, {});
    const bytes = photos.reduce((sum, photo) => sum + photo.bytes, 0);
    count('terrain.photos.bytes', bytes, {});
  }
  if (stage === stages.at(-1)) {
    count('terrain.photos.delivered', photos.length, {});
    count('terrain.interventions.delivered', 1, {});
  }
}
