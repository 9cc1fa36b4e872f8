import { documentId } from '../../shared/domain/interventions/document-id.ts';
import { deleteFolder } from '../../shared/pipeline/delete-folder.ts';
import type { Memory } from '../../shared/pipeline/memory.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';

const rawDays = 30;
const pageSize = 200;

/**
 * Deletes what has been kept for as long as decision 10 says: photos `photoRetentionDays` after their intervention was
 * delivered, never before, and the portal's tables after 30 days. The memory stays.
 */
export function createPurgeExpired(ports: {
  readonly memory: Memory;
  readonly objects: ObjectStore;
  readonly clock: Clock;
  readonly photosBucket: string;
  readonly tablesBucket: string;
  readonly photoRetentionDays: number;
}) {
  const { memory, objects, clock } = ports;

  return async (_due: unknown, { logger }: { readonly logger: Logger }): Promise<void> => {
    const photoFolders = await purgePhotos();
    const tables = await purgeTables();
    logger.info('expired objects deleted', { photoFolders, tables });
  };

  async function purgePhotos(): Promise<number> {
    let purged = 0;
    for (;;) {
      const page = await memory.query({
        where: [
          { field: 'photosDeletedAt', op: '==', value: null },
          { field: 'deliveredAt', op: '<', value: daysAgo(ports.photoRetentionDays) },
        ],
        orderBy: { field: 'deliveredAt', direction: 'asc' },
        limit: pageSize,
      });
      for (const { id, value } of page) {
        await deleteFolder(objects, ports.photosBucket, documentId(value.reference));
        const photosDeletedAt = clock.now().toISOString();
        await memory.transaction(id, (current) =>
          current === undefined ? { result: undefined } : { next: { ...current, photosDeletedAt }, result: undefined },
        );
      }
      purged += page.length;
      if (page.length < pageSize) return purged;
    }
  }

  async function purgeTables(): Promise<number> {
    const oldestKept = daysAgo(rawDays);
    let purged = 0;
    for await (const { name, updatedAt } of objects.list(ports.tablesBucket, '')) {
      if (updatedAt >= oldestKept) continue;
      await objects.delete(ports.tablesBucket, name);
      purged += 1;
    }
    return purged;
  }

  function daysAgo(days: number): string {
    return new Date(clock.now().getTime() - days * 86_400_000).toISOString();
  }
}
