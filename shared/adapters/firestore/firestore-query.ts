import { type DocumentSnapshot, FieldPath, Filter, type Firestore, type Query } from '@google-cloud/firestore';
import { isList } from '../../ports/canonical-json.ts';
import { type CheckedQuery, checkField } from '../../ports/document-query.ts';
import type { Condition, StoredDocument } from '../../ports/documents.ts';
import { InvalidRequestError, NotFoundError } from '../../ports/failures.ts';
import { documentDataOf } from './document-data-of.ts';

/** Runs the query; what it misses in the database is thrown as Firestore throws it. */
export async function runQuery(
  firestore: Firestore,
  collection: string,
  { where, order, limit, startAfterId }: CheckedQuery,
): Promise<readonly StoredDocument[]> {
  if (limit === 0 || isImpossible(where)) return [];
  let query = matching(firestore, collection, where);
  if (order === undefined) {
    query = query.orderBy(FieldPath.documentId());
    if (startAfterId !== undefined) query = query.startAfter(startAfterId);
  } else {
    query = query.orderBy(pathOf(order.field), order.direction);
    if (startAfterId !== undefined)
      query = query.startAfter(await startOf(firestore, collection, startAfterId, order.field));
  }
  if (limit !== undefined) query = query.limit(limit);
  const { docs } = await query.get();
  return docs.map((document) => ({ id: document.id, data: documentDataOf(document) }));
}

/** How many documents match, counted by Firestore. */
export async function countMatching(
  firestore: Firestore,
  collection: string,
  where: readonly Condition[],
): Promise<number> {
  if (isImpossible(where)) return 0;
  const counted = await matching(firestore, collection, where).count().get();
  return counted.data().count;
}

function matching(firestore: Firestore, collection: string, where: readonly Condition[]): Query {
  const all: Query = firestore.collection(collection);
  return where.reduce((query, { field, op, value }) => query.where(Filter.where(pathOf(field), op, value)), all);
}

/** Firestore refuses an `in` without choices, which nothing matches. */
function isImpossible(where: readonly Condition[]): boolean {
  return where.some(({ op, value }) => op === 'in' && isList(value) && value.length === 0);
}

function pathOf(field: string): FieldPath {
  return new FieldPath(...checkField(field));
}

async function startOf(firestore: Firestore, collection: string, id: string, field: string): Promise<DocumentSnapshot> {
  const start = await firestore.collection(collection).doc(id).get();
  if (!start.exists) throw new NotFoundError(`cannot start after document ${id}: it is not there`);
  if (start.get(pathOf(field)) === undefined) {
    throw new InvalidRequestError(`cannot start after document ${id}: it has no ${field}`);
  }
  return start;
}
