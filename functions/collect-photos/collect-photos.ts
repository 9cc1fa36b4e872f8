import pLimit from 'p-limit';
import type { Photo, RefusedPhoto } from '../../shared/domain/interventions/intervention.ts';
import { warnPreviews } from '../../shared/domain/interventions/warn-previews.ts';
import type { StageWork } from '../../shared/pipeline/stage.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';
import type { PhotoCandidate, PortalReader, PortalRecord } from '../../shared/ports/portal.ts';
import { dropDuplicates } from './drop-duplicates.ts';
import { keepPhoto } from './keep-photo.ts';

const photosAtOnce = 4;
/** From this try on, what is still no image is bad in the portal itself. */
const lastTry = 3;

/** Reads the record and keeps its photos in the bucket; accepts only whole images, and says which were refused. */
export function createCollectPhotos(ports: {
  readonly portal: PortalReader;
  readonly objects: ObjectStore;
  readonly bucket: string;
}): StageWork {
  return async (intervention, { attempt, save, logger }) => {
    const record = await ports.portal.readRecord(intervention);
    const kept = new Map(intervention.photos.map((photo) => [photo.source, photo]));
    const limit = pLimit(photosAtOnce);
    const outcomes = await Promise.all(
      record.photos.map((candidate) =>
        limit(() => keptBefore(kept, candidate) ?? keepPhoto(candidate, intervention.reference, ports)),
      ),
    );
    const accepted = outcomes.filter((outcome): outcome is Photo => 'sha256' in outcome);
    const refused = outcomes.filter((outcome): outcome is RefusedPhoto => 'reason' in outcome);
    const trouble = whatIsMissing(record, refused);
    if (trouble !== undefined && attempt < lastTry) {
      await save((current) => ({ ...current, photos: accepted }));
      throw new Error(trouble);
    }
    const { photos, duplicates } = await dropDuplicates(accepted, ports);
    logger.info('photos kept', { photos: photos.length, refused: refused.length, duplicates: duplicates.length });
    return (current) => ({
      ...current,
      ...record.row,
      reference: current.reference,
      pto: record.pto,
      photos,
      refusedPhotos: refused,
      duplicatePhotos: duplicates,
      warnings: [
        ...new Set([
          ...current.warnings,
          ...record.warnings,
          ...warnPreviews(photos),
          ...(trouble === undefined ? [] : [trouble]),
        ]),
      ],
    });
  };
}

function keptBefore(kept: ReadonlyMap<string, Photo>, candidate: PhotoCandidate): Photo | undefined {
  const photo = kept.get(candidate.source);
  return photo?.index === candidate.index ? photo : undefined;
}

/** In French: it becomes a warning of the intervention when the last try does not mend it. */
function whatIsMissing(record: PortalRecord, refused: readonly RefusedPhoto[]): string | undefined {
  const { expectedPhotos, photos } = record;
  if (expectedPhotos !== null && photos.length < expectedPhotos) {
    return `le portail annonce ${expectedPhotos} photos, ${photos.length} trouvées`;
  }
  if (refused.length === 0) return undefined;
  return `photos refusées : ${refused.map(({ index, reason }) => `n° ${index} (${reason})`).join(', ')}`;
}
