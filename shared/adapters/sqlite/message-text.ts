import type { DocumentData } from '../../ports/documents.ts';
import { InvalidRequestError } from '../../ports/failures.ts';
import type { Attributes } from '../../ports/messages.ts';
import { canonicalJson } from './document-data.ts';

/** Pub/Sub's limit of one message. */
const maxMessageBytes = 10_000_000;

/** A message as the tables keep it. @throws InvalidRequestError when Pub/Sub could not carry it. */
export function messageText(
  topic: string,
  data: DocumentData,
  attributes: Attributes,
): { data: string; attributes: string } {
  if (topic === '') throw new InvalidRequestError('a message needs a topic');
  const text = { data: canonicalJson(data), attributes: canonicalJson(attributes) };
  const bytes = Buffer.byteLength(text.data) + Buffer.byteLength(text.attributes);
  if (bytes > maxMessageBytes) {
    throw new InvalidRequestError(`a message of ${bytes} bytes on ${topic}: ${maxMessageBytes} is the most`);
  }
  return text;
}
