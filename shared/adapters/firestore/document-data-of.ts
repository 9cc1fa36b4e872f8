import type { DocumentSnapshot } from '@google-cloud/firestore';
import type { DocumentData } from '../../ports/documents.ts';

/** The data of a document that is there. Whoever reads it parses it: here it only has the SDK's looser type. */
export function documentDataOf(document: DocumentSnapshot): DocumentData {
  const data: DocumentData | undefined = document.data();
  if (data === undefined) throw new Error(`document ${document.ref.path} is not there`);
  return data;
}
