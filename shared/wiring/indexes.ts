import { type CompositeIndex, compositeIndexOf, describeIndex } from '../ports/composite-index.ts';
import type { DocumentStore, Query } from '../ports/documents.ts';
import { InvalidRequestError } from '../ports/failures.ts';

/** The composite indexes that Terraform makes (`npm run terraform:data`): those of the queries that the code makes. */
export const indexes: readonly CompositeIndex[] = [
  {
    collection: 'reservation-ledger',
    fields: [
      { path: 'ressource', direction: 'asc' },
      { path: 'day', direction: 'asc' },
    ],
  },
  {
    collection: 'interventions',
    fields: [
      { path: 'photosDeletedAt', direction: 'asc' },
      { path: 'deliveredAt', direction: 'asc' },
    ],
  },
  {
    collection: 'rejected',
    fields: [
      { path: 'replayedAt', direction: 'asc' },
      { path: 'at', direction: 'desc' },
    ],
  },
  {
    collection: 'runs',
    fields: [
      { path: 'status', direction: 'asc' },
      { path: 'startedAt', direction: 'desc' },
    ],
  },
];

/**
 * The store, whose queries are refused when they need an index that is not declared: on one machine and in every test too,
 * where nothing else would say so.
 */
export function requireIndexes(documents: DocumentStore, declared: readonly CompositeIndex[] = indexes): DocumentStore {
  const known = new Set(declared.map(describeIndex));
  const check = (collection: string, query: Query): void => {
    const needed = compositeIndexOf(collection, query);
    if (needed === undefined || known.has(describeIndex(needed))) return;
    const index = describeIndex(needed);
    throw new InvalidRequestError(`a query needs the composite index ${index}: declare it in shared/wiring/indexes.ts`);
  };
  return {
    ...documents,
    async query(collection, query = {}) {
      check(collection, query);
      return documents.query(collection, query);
    },
    async count(collection, where = []) {
      check(collection, { where });
      return documents.count(collection, where);
    },
  };
}
