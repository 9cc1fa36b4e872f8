import { InvalidRequestError } from './failures.ts';

const maxNameBytes = 1500;

/** @throws InvalidRequestError when Firestore would not take the collection's name or the document's id. */
export function checkDocumentName(collection: string, id: string): void {
  checkName('collection', collection);
  checkName('document id', id);
}

/** @throws InvalidRequestError when Firestore would not take the name. */
export function checkCollectionName(collection: string): void {
  checkName('collection', collection);
}

/** What is wrong with the name of a field, or undefined. */
export function fieldNameFault(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (!name.isWellFormed() || name.includes('\0')) return 'it is not well-formed text';
  if (Buffer.byteLength(name) > maxNameBytes) return `it is longer than ${maxNameBytes} bytes`;
  if (/^__.*__$/s.test(name)) return 'names between "__" are reserved';
  return undefined;
}

function checkName(what: string, name: string): void {
  const fault = fieldNameFault(name) ?? pathFault(name);
  if (fault !== undefined) throw new InvalidRequestError(`${what} ${JSON.stringify(name.slice(0, 200))}: ${fault}`);
}

function pathFault(name: string): string | undefined {
  if (name.includes('/')) return 'it holds "/"';
  return name === '.' || name === '..' ? 'it is a path' : undefined;
}
