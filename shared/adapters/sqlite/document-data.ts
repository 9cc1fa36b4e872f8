import type { JsonValue } from '../../ports/documents.ts';
import { InvalidRequestError } from '../../ports/failures.ts';

/** Firestore's limit of one document. */
const maxDocumentBytes = 1024 * 1024;

/**
 * The value as JSON text with sorted keys, so that equal values have equal texts.
 * @throws InvalidRequestError when JSON cannot hold a part of it, which it names.
 */
export function canonicalJson(value: JsonValue): string {
  return JSON.stringify(sortKeys(value, 'value'));
}

/** The text a document is kept as. @throws InvalidRequestError when it is too large or not JSON. */
export function documentText(collection: string, id: string, data: JsonValue): string {
  const text = JSON.stringify(sortKeys(data, `document ${collection}/${id}`));
  const bytes = Buffer.byteLength(text);
  if (bytes > maxDocumentBytes) {
    throw new InvalidRequestError(`document ${collection}/${id} has ${bytes} bytes, more than ${maxDocumentBytes}`);
  }
  return text;
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

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
