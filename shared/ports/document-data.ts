import { isList } from './canonical-json.ts';
import { fieldNameFault } from './document-names.ts';
import type { DocumentData, JsonValue } from './documents.ts';
import { InvalidRequestError } from './failures.ts';

/** Firestore's limits of one document. Source: https://firebase.google.com/docs/firestore/quotas */
const maxDocumentBytes = 1024 * 1024;
const maxDepth = 20;

/** What Firestore counts for a document beside its names and values. */
const documentOverheadBytes = 32;

/**
 * The one rule of what a document may hold, the same in every store: JSON without lists in lists, at most 20 deep,
 * whose field names are Firestore's, and which is at most 1 MiB as Firestore counts it.
 * @throws InvalidRequestError that names the place.
 */
export function checkDocumentData(collection: string, id: string, data: DocumentData): void {
  const where = `document ${collection}/${id}`;
  const nameBytes = textBytes(collection) + textBytes(id) + 16;
  const bytes = nameBytes + documentOverheadBytes + measure(data, where, 0);
  if (bytes > maxDocumentBytes) {
    throw new InvalidRequestError(`${where} has ${bytes} bytes, more than ${maxDocumentBytes}`);
  }
}

/** Checks the value and counts its bytes. Source of the numbers: https://firebase.google.com/docs/firestore/storage-size */
function measure(value: JsonValue, where: string, depth: number): number {
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'string') return measureText(value, where);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new InvalidRequestError(`${where}: ${value} is not JSON`);
    return 8;
  }
  if (typeof value !== 'object') throw new InvalidRequestError(`${where}: a ${typeof value} is not JSON`);
  if (depth > maxDepth) throw new InvalidRequestError(`${where}: deeper than ${maxDepth} levels`);
  return isList(value) ? measureList(value, where, depth) : measureMap(value, where, depth);
}

function measureList(list: readonly JsonValue[], where: string, depth: number): number {
  let bytes = 0;
  for (const [index, item] of list.entries()) {
    const place = `${where}[${index}]`;
    if (isList(item)) throw new InvalidRequestError(`${place}: Firestore keeps no list in a list; put it in a map`);
    bytes += measure(item, place, depth + 1);
  }
  return bytes;
}

function measureMap(map: DocumentData, where: string, depth: number): number {
  let bytes = 0;
  for (const [name, item] of Object.entries(map)) {
    const fault = fieldNameFault(name);
    if (fault !== undefined) throw new InvalidRequestError(`${where}: the field ${JSON.stringify(name)}: ${fault}`);
    bytes += textBytes(name) + measure(item, `${where}.${name}`, depth + 1);
  }
  return bytes;
}

function measureText(text: string, where: string): number {
  if (!text.isWellFormed()) throw new InvalidRequestError(`${where}: it is not well-formed Unicode`);
  return textBytes(text);
}

function textBytes(text: string): number {
  return Buffer.byteLength(text) + 1;
}
