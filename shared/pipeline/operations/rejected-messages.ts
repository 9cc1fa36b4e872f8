import * as z from 'zod';
import { isMissing } from '../../domain/fleet/fleet-report.ts';
import { documentId } from '../../domain/interventions/document-id.ts';
import { type Rejected, rejectedCollection, rejectedSchema } from '../../messages/rejected.ts';
import { type DocumentStore, typedCollection } from '../../ports/documents.ts';
import { openLedger } from '../fleet/ledger.ts';
import type { Memory } from '../memory.ts';

const fleetWindowSchema = z.object({ day: z.string(), tables: z.array(z.string()) });

export interface KeptMessage {
  readonly id: string;
  readonly value: Rejected;
}

/**
 * The rejected messages that still wait for somebody: not replayed, and not about an intervention that was delivered or a
 * fleet window that was loaded since.
 */
export function openRejected(documents: DocumentStore, memory: Memory) {
  const collection = typedCollection(documents, rejectedCollection, rejectedSchema);

  const ledger = openLedger(documents);

  async function isSettled({ message }: Rejected): Promise<boolean> {
    const window = fleetWindowSchema.safeParse(message);
    if (window.success) {
      const records = await Promise.all(window.data.tables.map((table) => ledger.get(table, window.data.day)));
      return records.every((record) => record !== undefined && !isMissing(record));
    }
    const reference = typeof message === 'string' ? undefined : message.reference;
    if (typeof reference !== 'string') return false;
    return (await memory.get(documentId(reference)))?.state === 'livre';
  }

  async function unsettled(found: readonly KeptMessage[]): Promise<readonly KeptMessage[]> {
    const settled = await Promise.all(found.map(({ value }) => isSettled(value)));
    return found.filter((_, position) => settled[position] === false);
  }

  return {
    async waiting(): Promise<readonly KeptMessage[]> {
      return unsettled(await collection.query({ where: [{ field: 'replayedAt', op: '==', value: null }] }));
    },
    /** One page of them, the newest first. `next` is where the page after starts; undefined at the end. */
    async page(limit: number, startAfterId?: string) {
      const found = await collection.query({
        where: [{ field: 'replayedAt', op: '==', value: null }],
        orderBy: { field: 'at', direction: 'desc' },
        limit,
        ...(startAfterId === undefined ? {} : { startAfterId }),
      });
      return { messages: await unsettled(found), next: found.length === limit ? found.at(-1)?.id : undefined };
    },
    /** Those about one intervention, replayed ones too. */
    about: (reference: string) =>
      collection.query({ where: [{ field: 'message.reference', op: '==', value: reference }], limit: 50 }),
    get: (id: string) => collection.get(id),
    async markReplayed(id: string, replayedAt: string): Promise<void> {
      await collection.transaction(id, (current) =>
        current === undefined ? { result: undefined } : { next: { ...current, replayedAt }, result: undefined },
      );
    },
  };
}
export type RejectedMessages = ReturnType<typeof openRejected>;
