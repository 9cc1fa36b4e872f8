import type { JsonValue } from './documents.ts';
import { InvalidRequestError } from './failures.ts';

/**
 * The value as JSON text with sorted keys, so that equal values have equal texts.
 * @throws InvalidRequestError when JSON cannot hold a part of it, which it names.
 */
export function canonicalJson(value: JsonValue, where = 'value'): string {
  return JSON.stringify(sortKeys(value, where));
}

/** Tells a list from a map; `Array.isArray` alone does not know of read-only ones. */
export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function sortKeys(value: JsonValue, where: string): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new InvalidRequestError(`${where}: ${value} is not JSON`);
    return value;
  }
  if (isList(value)) return value.map((item, index) => sortKeys(item, `${where}[${index}]`));
  if (typeof value !== 'object') throw new InvalidRequestError(`${where}: a ${typeof value} is not JSON`);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item, `${where}.${key}`)]));
}
