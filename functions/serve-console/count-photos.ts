import type { Memory } from '../../shared/pipeline/memory.ts';

export interface PhotoCount {
  readonly photos: number;
  readonly bytes: number;
  readonly refused: number;
}

const pageSize = 200;
/** What was done by a clock a little behind, or saved a little later, is met again. */
const overlapMs = 120_000;

/**
 * Counts the photos that were kept since an instant, and reads each intervention once however often it is asked: only
 * those whose photos came since the last look.
 */
export function createPhotoCounter(memory: Memory) {
  let since = '';
  let upTo = '';
  let counted = new Set<string>();
  let total = { photos: 0, bytes: 0, refused: 0 };

  return async (from: string): Promise<PhotoCount> => {
    if (from !== since) [since, upTo, counted, total] = [from, from, new Set(), { photos: 0, bytes: 0, refused: 0 }];
    const lookFrom = upTo === since ? since : new Date(Date.parse(upTo) - overlapMs).toISOString();
    let startAfterId: string | undefined;
    do {
      const page = await memory.query({
        where: [{ field: 'stages.photos.doneAt', op: '>=', value: lookFrom }],
        limit: pageSize,
        ...(startAfterId === undefined ? {} : { startAfterId }),
      });
      for (const { id, value } of page) {
        if (counted.has(id)) continue;
        counted.add(id);
        total.photos += value.photos.length;
        total.bytes += value.photos.reduce((sum, { bytes }) => sum + bytes, 0);
        total.refused += value.refusedPhotos.length;
      }
      startAfterId = page.length === pageSize ? page.at(-1)?.id : undefined;
      if (startAfterId === undefined) upTo = page.at(-1)?.value.stages.photos.doneAt ?? upTo;
    } while (startAfterId !== undefined);
    return { ...total };
  };
}
