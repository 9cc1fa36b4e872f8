import { checkCollectionName, checkDocumentName } from '../../ports/document-names.ts';
import { checkConditions, checkQuery } from '../../ports/document-query.ts';
import type { DocumentStore } from '../../ports/documents.ts';
import { documentDataOf } from './document-data-of.ts';
import { toPortFailure } from './firestore-failures.ts';
import { countMatching, runQuery } from './firestore-query.ts';
import { createTransactions } from './firestore-transaction.ts';
import { namingMissingIndex } from './missing-index.ts';
import { type FirestoreOptions, openFirestore } from './open-firestore.ts';
import { withinLimit } from './within-limit.ts';

const defaultLimitMs = 30_000;

/** Documents in the project's Firestore. `close` ends its connections. */
export function createFirestoreDocuments(options: FirestoreOptions): DocumentStore & { close(): Promise<void> } {
  const { limitMs = defaultLimitMs } = options;
  const firestore = openFirestore(options, limitMs);
  const transact = createTransactions(firestore, limitMs);
  const named = (collection: string, id: string) => `document ${collection}/${id}`;
  const ask = async <T>(what: string, call: () => Promise<T>): Promise<T> => {
    try {
      return await withinLimit(limitMs, what, call);
    } catch (error) {
      throw toPortFailure(what, error);
    }
  };

  // Single writes are transactions too: the client repeats a write outside of one for ten minutes, so that it might land
  // long after its caller gave up, on top of what a later message wrote.
  return {
    async get(collection, id) {
      checkDocumentName(collection, id);
      const found = await ask(named(collection, id), () => firestore.collection(collection).doc(id).get());
      return found.exists ? documentDataOf(found) : undefined;
    },
    create: (collection, id, data) =>
      transact(async (transaction) => transaction.create(collection, id, data), named(collection, id)),
    set: (collection, id, data) =>
      transact(async (transaction) => transaction.set(collection, id, data), named(collection, id)),
    delete: (collection, id) =>
      transact(async (transaction) => transaction.delete(collection, id), named(collection, id)),
    async query(collection, query = {}) {
      const checked = checkQuery(collection, query);
      return ask(`a query of ${collection}`, () =>
        namingMissingIndex(collection, query, () => runQuery(firestore, collection, checked)),
      );
    },
    async count(collection, where = []) {
      checkCollectionName(collection);
      checkConditions(where);
      return ask(`a count of ${collection}`, () =>
        namingMissingIndex(collection, { where }, () => countMatching(firestore, collection, where)),
      );
    },
    transaction: (work) => transact(work, 'a transaction'),
    close: () => firestore.terminate(),
  };
}
