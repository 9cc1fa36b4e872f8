import { compositeIndexOf, describeIndex } from '../../ports/composite-index.ts';
import type { Query } from '../../ports/documents.ts';
import { MissingIndexError } from '../../ports/failures.ts';
import { status, statusOf } from './firestore-failures.ts';

/** Runs a query; when the database lacks its index, the error names it and the way out. */
export async function namingMissingIndex<T>(collection: string, query: Query, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    const index = compositeIndexOf(collection, query);
    if (statusOf(cause) !== status.failedPrecondition || index === undefined) throw cause;
    throw new MissingIndexError(
      `Firestore has no index ${describeIndex(index)}: apply Terraform, which makes those that the code declares, or wait until it is built`,
      { cause },
    );
  }
}
