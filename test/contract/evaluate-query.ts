import { isDeepStrictEqual } from 'node:util';
import type { Condition, DocumentData, JsonValue, Query, StoredDocument } from '../../shared/ports/documents.ts';

/**
 * The query's answer by its plainest reading: filter, sort, cut. Texts compare by UTF-8 bytes, types in Firestore's order.
 * What is compared and not ordered comes in the order of the compared field.
 */
export function evaluateQuery(documents: Readonly<Record<string, DocumentData>>, query: Query): StoredDocument[] {
  const { where = [] } = query;
  const compared = where.find(({ op }) => op !== '==' && op !== 'in');
  const orderBy = query.orderBy ?? (compared && { field: compared.field, direction: 'asc' });
  const found = Object.entries(documents)
    .map(([id, data]) => ({ id, data }))
    .filter(({ data }) => where.every((condition) => matches(data, condition)))
    .filter(({ data }) => orderBy === undefined || read(data, orderBy.field) !== undefined)
    .sort((one, two) => {
      const byField = orderBy === undefined ? 0 : compare(read(one.data, orderBy.field), read(two.data, orderBy.field));
      return (byField || compare(one.id, two.id)) * (orderBy?.direction === 'desc' ? -1 : 1);
    });
  return found;
}

function matches(data: DocumentData, { field, op, value }: Condition): boolean {
  const found = read(data, field);
  if (found === undefined) return false;
  if (op === '==') return isDeepStrictEqual(found, value);
  if (op === '!=') return found !== null && !isDeepStrictEqual(found, value);
  if (op === 'in') return Array.isArray(value) && value.some((choice) => isDeepStrictEqual(found, choice));
  if (rank(found) !== rank(value)) return false;
  const order = compare(found, value);
  return { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[op];
}

function read(data: JsonValue | undefined, field: string): JsonValue | undefined {
  return field.split('.').reduce<JsonValue | undefined>((value, key) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    return Object.entries(value).find(([name]) => name === key)?.[1];
  }, data);
}

function rank(value: JsonValue | undefined): number {
  if (value === null) return 0;
  return ['boolean', 'number', 'string', 'object'].indexOf(typeof value) + 1 + (Array.isArray(value) ? 0 : 0.5);
}

function compare(one: JsonValue | undefined, two: JsonValue | undefined): number {
  if (rank(one) !== rank(two)) return rank(one) - rank(two);
  if (typeof one === 'string' && typeof two === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(two));
  if (typeof one === 'object' || typeof two === 'object') return 0;
  return Number(one) - Number(two);
}
