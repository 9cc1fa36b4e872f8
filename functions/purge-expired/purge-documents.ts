import type { DocumentStore } from '../../shared/ports/documents.ts';

const pageSize = 200;

/** Documents that are kept for so many days after the instant in one of their fields; without one, for good. */
export interface Kept {
  readonly collection: string;
  readonly field: string;
  readonly days: number;
}

/** Deletes what was kept long enough. @returns how many. */
export async function purgeDocuments(
  documents: DocumentStore,
  { collection, field, days }: Kept,
  now: Date,
): Promise<number> {
  const oldestKept = new Date(now.getTime() - days * 86_400_000).toISOString();
  let purged = 0;
  for (;;) {
    const page = await documents.query(collection, {
      where: [{ field, op: '<', value: oldestKept }],
      limit: pageSize,
    });
    for (const { id } of page) await documents.delete(collection, id);
    purged += page.length;
    if (page.length < pageSize) return purged;
  }
}
