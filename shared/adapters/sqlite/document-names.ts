import { InvalidRequestError } from '../../ports/failures.ts';

const maxIdBytes = 1500;

/** @throws InvalidRequestError when Firestore would not take the collection's name or the document's id. */
export function checkDocumentName(collection: string, id: string): void {
  checkName('collection', collection);
  checkName('document id', id);
}

/** @throws InvalidRequestError when Firestore would not take the name. */
export function checkCollectionName(collection: string): void {
  checkName('collection', collection);
}

function checkName(what: string, name: string): void {
  const fault = faultOf(name);
  if (fault !== undefined) throw new InvalidRequestError(`${what} ${JSON.stringify(name.slice(0, 200))}: ${fault}`);
}

function faultOf(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (!name.isWellFormed() || name.includes('\0')) return 'it is not well-formed text';
  if (Buffer.byteLength(name) > maxIdBytes) return `it is longer than ${maxIdBytes} bytes`;
  if (name.includes('/')) return 'it holds "/"';
  if (name === '.' || name === '..') return 'it is a path';
  if (/^__.*__$/s.test(name)) return 'names between "__" are reserved';
  return undefined;
}
