import type { Query } from './documents.ts';

/** A Firestore composite index: fields as dotted paths, in order. */
export interface CompositeIndex {
  readonly collection: string;
  readonly fields: readonly { readonly path: string; readonly direction: 'asc' | 'desc' }[];
}

/**
 * The composite index that a query cannot do without; undefined when the indexes that Firestore keeps of every single
 * field are enough. The emulator does without any, so that only this rule can tell before the cloud does.
 * Source: https://firebase.google.com/docs/firestore/query-data/index-overview
 */
export function compositeIndexOf(collection: string, { where = [], orderBy }: Query): CompositeIndex | undefined {
  const equal = new Set(where.filter(({ op }) => op === '==' || op === 'in').map(({ field }) => field));
  const ranges = new Set(where.filter(({ op }) => op !== '==' && op !== 'in').map(({ field }) => field));
  const direction = orderBy?.direction ?? 'asc';
  const sorted = [...new Set([...(orderBy === undefined ? [] : [orderBy.field]), ...[...ranges].sort()])];
  const ordered = sorted.filter((field) => !equal.has(field));
  if (ordered.length === 0 || (ordered.length === 1 && equal.size === 0)) return undefined;
  return {
    collection,
    fields: [
      ...[...equal].sort().map((path) => ({ path, direction: 'asc' as const })),
      ...ordered.map((path) => ({ path, direction })),
    ],
  };
}

/** An index as one line: `interventions (photosDeletedAt asc, deliveredAt asc)`. */
export function describeIndex({ collection, fields }: CompositeIndex): string {
  return `${collection} (${fields.map(({ path, direction }) => `${path} ${direction}`).join(', ')})`;
}
