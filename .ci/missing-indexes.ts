import type { CompositeIndex } from '../shared/ports/composite-index.ts';
import type { DocumentStore, Query } from '../shared/ports/documents.ts';
import { MissingIndexError } from '../shared/ports/failures.ts';

/**
 * Asks one document by each index: which of them are not there, or not built yet, in the database's own words.
 * One read each; run it after a deployment, since nothing else changes indexes.
 */
export async function missingIndexes(
  documents: DocumentStore,
  declared: readonly CompositeIndex[],
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const index of declared) {
    try {
      await documents.query(index.collection, queryBy(index));
    } catch (error) {
      if (!(error instanceof MissingIndexError)) throw error;
      missing.push(error.message);
    }
  }
  return missing;
}

/** The smallest query that cannot do without the index. */
export function queryBy({ fields }: CompositeIndex): Query {
  const last = fields.at(-1);
  if (last === undefined) throw new RangeError('an index without fields');
  return {
    where: fields.slice(0, -1).map(({ path }) => ({ field: path, op: '==', value: null })),
    orderBy: { field: last.path, direction: last.direction },
    limit: 1,
  };
}
