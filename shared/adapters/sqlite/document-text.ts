import { canonicalJson } from '../../ports/canonical-json.ts';
import { checkDocumentData } from '../../ports/document-data.ts';
import type { DocumentData } from '../../ports/documents.ts';

/** The text a document is kept as. @throws InvalidRequestError when no store may hold it. */
export function documentText(collection: string, id: string, data: DocumentData): string {
  checkDocumentData(collection, id, data);
  return canonicalJson(data, `document ${collection}/${id}`);
}
