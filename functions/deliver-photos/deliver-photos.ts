import pLimit from 'p-limit';
import { documentId } from '../../shared/domain/interventions/document-id.ts';
import type { Photo } from '../../shared/domain/interventions/intervention.ts';
import { deleteFolder } from '../../shared/pipeline/delete-folder.ts';
import type { StageTools, StageWork } from '../../shared/pipeline/stage.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Destination } from '../../shared/ports/destination.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';

const photosAtOnce = 4;

/**
 * Posts each photo file once, one request a photo, and writes down each acceptance before it goes on. With a retention of
 * 0 days the photos leave the bucket once the destination has all of them.
 */
export function createDeliverPhotos(ports: {
  readonly destination: Destination;
  readonly objects: ObjectStore;
  readonly bucket: string;
  readonly clock: Clock;
  readonly retentionDays: number;
}): StageWork {
  return async ({ reference, photos }, { save }) => {
    const limit = pLimit(photosAtOnce);
    const outcomes = await Promise.allSettled(
      photos
        .filter(({ deliveredAt }) => deliveredAt === null)
        .map((photo) => limit(() => deliver(reference, photo, save))),
    );
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
    if (ports.retentionDays > 0) return (current) => current;
    await deleteFolder(ports.objects, ports.bucket, documentId(reference));
    const photosDeletedAt = ports.clock.now().toISOString();
    return (current) => ({ ...current, photosDeletedAt });
  };

  async function deliver(reference: string, photo: Photo, save: StageTools['save']): Promise<void> {
    const { objectName, bytes, mime, sha256 } = photo;
    const name = photo.name ?? `image_${photo.index}`;
    const open = () => ports.objects.read(ports.bucket, objectName);
    await ports.destination.deliverPhoto({ name, mime, bytes, open }, `photo:${documentId(reference)}:${sha256}`);
    const deliveredAt = ports.clock.now().toISOString();
    await save((current) => ({
      ...current,
      photos: current.photos.map((other) => (other.sha256 === sha256 ? { ...other, deliveredAt } : other)),
    }));
  }
}
