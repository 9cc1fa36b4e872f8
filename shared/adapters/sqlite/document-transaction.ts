import { setTimeout as delay } from 'node:timers/promises';
import { checkDocumentName } from '../../ports/document-names.ts';
import type { DocumentData, DocumentTransaction } from '../../ports/documents.ts';
import { InvalidRequestError, RetryLaterError } from '../../ports/failures.ts';
import { documentText } from './document-text.ts';

/** What transactions need of the tables; texts are JSON. */
export interface DocumentTable {
  read(collection: string, id: string): string | undefined;
  create(collection: string, id: string, text: string): void;
  set(collection: string, id: string, text: string): void;
  delete(collection: string, id: string): void;
  /** Runs the statements together or not at all. */
  together<T>(statements: () => T): T;
}

interface Read {
  readonly collection: string;
  readonly id: string;
  readonly text: string | undefined;
}

const maxTries = 200;
const maxPauseMs = 50;

/**
 * Optimistic: the callback runs without a lock, and its writes are committed when everything it read still has the
 * content it saw (which is as good as unchanged); otherwise it runs again.
 */
export async function runTransaction<T>(
  table: DocumentTable,
  work: (transaction: DocumentTransaction) => Promise<T>,
): Promise<T> {
  for (let tries = 1; tries <= maxTries; tries++) {
    const reads: Read[] = [];
    const writes: (() => void)[] = [];
    const isUnchanged = () => reads.every(({ collection, id, text }) => table.read(collection, id) === text);
    try {
      const result = await work(createTransaction(table, reads, writes));
      const isCommitted = table.together(() => {
        if (!isUnchanged()) return false;
        for (const write of writes) write();
        return true;
      });
      if (isCommitted) return result;
    } catch (error) {
      // Reads of different instants may contradict each other: what the callback concluded from them counts for nothing.
      if (isUnchanged()) throw error;
    }
    await delay(Math.random() * Math.min(maxPauseMs, 2 ** Math.min(tries, 10)));
  }
  throw new RetryLaterError(
    `gave up a document transaction: others changed what it read ${maxTries} times in a row`,
    1,
  );
}

function createTransaction(table: DocumentTable, reads: Read[], writes: (() => void)[]): DocumentTransaction {
  const read = (collection: string, id: string): DocumentData | undefined => {
    checkDocumentName(collection, id);
    if (writes.length > 0) throw new InvalidRequestError('a transaction reads everything before its first write');
    const text = table.read(collection, id);
    reads.push({ collection, id, text });
    return text === undefined ? undefined : JSON.parse(text);
  };
  return {
    get: async (collection, id) => read(collection, id),
    getAll: async (names) => names.map(({ collection, id }) => read(collection, id)),
    create(collection, id, data) {
      checkDocumentName(collection, id);
      const text = documentText(collection, id, data);
      writes.push(() => table.create(collection, id, text));
    },
    set(collection, id, data) {
      checkDocumentName(collection, id);
      const text = documentText(collection, id, data);
      writes.push(() => table.set(collection, id, text));
    },
    delete(collection, id) {
      checkDocumentName(collection, id);
      writes.push(() => table.delete(collection, id));
    },
  };
}
