import { documentId } from '../../shared/domain/interventions/document-id.ts';
import { describePhoto } from '../../shared/domain/interventions/format-intervention.ts';
import type { StageWork } from '../../shared/pipeline/stage.ts';
import type { Destination } from '../../shared/ports/destination.ts';

/** Tells the destination which photos will come, in one request; an intervention without photos needs none. */
export function createDescribePhotos({ destination }: { readonly destination: Destination }): StageWork {
  return async ({ reference, photos }) => {
    const records = photos.map(({ name, index }, position) =>
      describePhoto(reference, position + 1, name ?? `image_${index}`),
    );
    if (records.length > 0) await destination.describePhotos(records, `photo-data:${documentId(reference)}`);
    return (current) => current;
  };
}
