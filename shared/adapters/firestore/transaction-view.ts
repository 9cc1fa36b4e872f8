import type { Firestore, Transaction } from '@google-cloud/firestore';
import { checkDocumentData } from '../../ports/document-data.ts';
import { checkDocumentName } from '../../ports/document-names.ts';
import type { DocumentData, DocumentName, DocumentTransaction } from '../../ports/documents.ts';
import { InvalidRequestError } from '../../ports/failures.ts';
import { documentDataOf } from './document-data-of.ts';

export interface TransactionView {
  readonly transaction: DocumentTransaction;
  /** What Firestore threw on reads, in their order. */
  readonly readFailures: readonly unknown[];
}

/** One try of a transaction as the port shows it. `beforeRead` is awaited before each read. */
export function createTransactionView(
  firestore: Firestore,
  transaction: Transaction,
  beforeRead: (path: string) => Promise<void>,
): TransactionView {
  const readFailures: unknown[] = [];
  let hasWritten = false;
  const refer = (collection: string, id: string) => {
    checkDocumentName(collection, id);
    return firestore.collection(collection).doc(id);
  };

  const read = async (names: readonly DocumentName[]): Promise<(DocumentData | undefined)[]> => {
    const references = names.map(({ collection, id }) => refer(collection, id));
    if (hasWritten) throw new InvalidRequestError('a transaction reads everything before its first write');
    const [first, ...rest] = references;
    if (first === undefined) return [];
    await beforeRead(first.path);
    try {
      const found = await transaction.getAll(first, ...rest);
      return found.map((document) => (document.exists ? documentDataOf(document) : undefined));
    } catch (error) {
      readFailures.push(error);
      throw error;
    }
  };

  const view: DocumentTransaction = {
    get: async (collection, id) => (await read([{ collection, id }]))[0],
    getAll: read,
    create(collection, id, data) {
      const reference = refer(collection, id);
      checkDocumentData(collection, id, data);
      hasWritten = true;
      transaction.create(reference, { ...data });
    },
    set(collection, id, data) {
      const reference = refer(collection, id);
      checkDocumentData(collection, id, data);
      hasWritten = true;
      transaction.set(reference, { ...data });
    },
    delete(collection, id) {
      const reference = refer(collection, id);
      hasWritten = true;
      transaction.delete(reference);
    },
  };
  return { transaction: view, readFailures };
}
