import type { Day } from '../../domain/day.ts';
import { type WindowRecord, windowId, windowSchema } from '../../domain/fleet/ledger.ts';
import { type DocumentStore, toDocument, typedCollection } from '../../ports/documents.ts';

const collection = 'fleet-windows';

/** What is remembered of every window: `fleet-windows/{table}~{day}`. */
export function openLedger(documents: DocumentStore) {
  const windows = typedCollection(documents, collection, windowSchema);
  return {
    get: (table: string, day: Day) => windows.get(windowId(table, day)),
    query: windows.query,
    count: (where: Parameters<DocumentStore['count']>[1]) => documents.count(collection, where),
    /** Changes the windows of these tables together, or none; `change` is pure and returns what changes. */
    async update(
      tables: readonly string[],
      day: Day,
      change: (record: WindowRecord | undefined, table: string) => WindowRecord | undefined,
    ): Promise<readonly WindowRecord[]> {
      return documents.transaction(async (transaction) => {
        const found = await Promise.all(
          tables.map(async (table) => {
            const data = await transaction.get(collection, windowId(table, day));
            return { table, record: data === undefined ? undefined : windowSchema.parse(data) };
          }),
        );
        return found.flatMap(({ table, record }) => {
          const next = change(record, table);
          if (next !== undefined) transaction.set(collection, windowId(table, day), toDocument(next));
          return next ?? record ?? [];
        });
      });
    },
  };
}
export type Ledger = ReturnType<typeof openLedger>;
