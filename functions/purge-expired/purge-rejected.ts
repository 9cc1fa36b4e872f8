import { rejectedCollection } from '../../shared/messages/rejected.ts';
import type { DocumentStore } from '../../shared/ports/documents.ts';

const pageSize = 200;

/** Deletes rejected messages that were kept for so many days, replayed or not. @returns how many. */
export async function purgeRejected(documents: DocumentStore, keptDays: number, now: Date): Promise<number> {
  const oldestKept = new Date(now.getTime() - keptDays * 86_400_000).toISOString();
  let purged = 0;
  for (;;) {
    const page = await documents.query(rejectedCollection, {
      where: [{ field: 'at', op: '<', value: oldestKept }],
      limit: pageSize,
    });
    for (const { id } of page) await documents.delete(rejectedCollection, id);
    purged += page.length;
    if (page.length < pageSize) return purged;
  }
}
