import { checkDocumentData } from './document-data.ts';
import type { DocumentData } from './documents.ts';
import { InvalidRequestError } from './failures.ts';

/** A document may hold several such texts. */
const maxTextBytes = 250_000;

/** What was not made by us (a refused message), so that any document can hold it: as it is, or else as its JSON text. */
export function keepableData<T extends DocumentData>(data: T): T | string {
  try {
    checkDocumentData('any', 'any', { data });
    const text = JSON.stringify(data);
    return Buffer.byteLength(text) <= maxTextBytes ? data : keepableText(text);
  } catch (error) {
    if (error instanceof InvalidRequestError) return keepableText(JSON.stringify(data));
    throw error;
  }
}

/** A text that any document can hold: well formed, and cut when it is very long. */
export function keepableText(text: string): string {
  const bytes = Buffer.from(text.toWellFormed());
  if (bytes.length <= maxTextBytes) return bytes.toString();
  // A character that the cut has halved is dropped.
  const kept = bytes
    .subarray(0, maxTextBytes)
    .toString()
    .replace(/\ufffd+$/, '');
  return `${kept}… (${bytes.length} bytes)`;
}
