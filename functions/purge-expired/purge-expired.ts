import { documentId } from '../../shared/domain/interventions/document-id.ts';
import { rejectedCollection } from '../../shared/messages/rejected.ts';
import { deleteFolder } from '../../shared/pipeline/delete-folder.ts';
import type { Memory } from '../../shared/pipeline/memory.ts';
import { collections as reservations } from '../../shared/pipeline/reservations/collections.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { DocumentStore } from '../../shared/ports/documents.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';
import { type Kept, purgeDocuments } from './purge-documents.ts';
import { purgePeople } from './purge-people.ts';

const rawDays = 30;
/** Deliveries of the CRM and the call centre, exports' files, rejected messages, and customers' names in the memory. */
const peopleDays = 90;
const keptDocuments: readonly Kept[] = [
  { collection: rejectedCollection, field: 'at', days: peopleDays },
  // Whoever repeats a request under its key gets the same answer for a day at least.
  { collection: reservations.operations.name, field: 'at', days: 7 },
  { collection: reservations.events.name, field: 'doneAt', days: 30 },
];
const pageSize = 200;

/**
 * Deletes what has been kept long enough (docs/privacy.md): photos `photoRetentionDays` after their intervention was
 * delivered, never before; the portal's tables after 30 days; deliveries, exports' files, rejected messages and the
 * customers' names in the memory after 90; what reservations answered after 7, what was told of them after 30. The memory
 * itself stays.
 */
export function createPurgeExpired(ports: {
  readonly documents: DocumentStore;
  readonly memory: Memory;
  readonly objects: ObjectStore;
  readonly clock: Clock;
  readonly photosBucket: string;
  readonly tablesBucket: string;
  /** Deliveries that came in, exports that went out. */
  readonly peopleBuckets: readonly string[];
  readonly photoRetentionDays: number;
}) {
  const { memory, objects, clock } = ports;

  return async (_due: unknown, { logger }: { readonly logger: Logger }): Promise<void> => {
    const photoFolders = await purgePhotos();
    const tables = await purgeObjects(ports.tablesBucket, rawDays);
    let files = 0;
    for (const bucket of ports.peopleBuckets) files += await purgeObjects(bucket, peopleDays);
    let documents = 0;
    for (const kept of keptDocuments) documents += await purgeDocuments(ports.documents, kept, clock.now());
    const customers = await purgePeople(memory, peopleDays, clock.now());
    logger.info('what has expired was deleted', { photoFolders, tables, files, documents, customers });
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

  async function purgeObjects(bucket: string, days: number): Promise<number> {
    const oldestKept = daysAgo(days);
    let purged = 0;
    for await (const { name, updatedAt } of objects.list(bucket, '')) {
      if (updatedAt >= oldestKept) continue;
      await objects.delete(bucket, name);
      purged += 1;
    }
    return purged;
  }

  function daysAgo(days: number): string {
    return new Date(clock.now().getTime() - days * 86_400_000).toISOString();
  }
}
