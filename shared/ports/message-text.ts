import { canonicalJson } from './canonical-json.ts';
import type { DocumentData } from './documents.ts';
import { InvalidRequestError } from './failures.ts';
import type { Attributes } from './messages.ts';

/** Pub/Sub's limits. Source: https://cloud.google.com/pubsub/quotas#resource_limits */
const maxMessageBytes = 10_000_000;
const maxAttributes = 100;
const maxAttributeNameBytes = 256;
const maxAttributeBytes = 1024;
const topicPattern = /^(?!goog)[A-Za-z][\w.~+%-]{2,254}$/;

/** A message as JSON text, the one rule of every publisher. @throws InvalidRequestError when Pub/Sub could not carry it. */
export function messageText(
  topic: string,
  data: DocumentData,
  attributes: Attributes,
): { data: string; attributes: string } {
  if (!topicPattern.test(topic)) {
    throw new InvalidRequestError(
      `${JSON.stringify(topic)} is no topic: a letter, then 2 to 254 letters, digits or "-"`,
    );
  }
  checkAttributes(topic, attributes);
  const text = { data: canonicalJson(data), attributes: canonicalJson(attributes) };
  const bytes = Buffer.byteLength(text.data) + Buffer.byteLength(text.attributes);
  if (bytes > maxMessageBytes) {
    throw new InvalidRequestError(`a message of ${bytes} bytes on ${topic}: ${maxMessageBytes} is the most`);
  }
  return text;
}

function checkAttributes(topic: string, attributes: Attributes): void {
  const entries = Object.entries(attributes);
  if (entries.length > maxAttributes) {
    throw new InvalidRequestError(
      `a message on ${topic} with ${entries.length} attributes: ${maxAttributes} is the most`,
    );
  }
  for (const [name, value] of entries) {
    const isSound =
      name !== '' && Buffer.byteLength(name) <= maxAttributeNameBytes && Buffer.byteLength(value) <= maxAttributeBytes;
    if (!isSound) {
      const limits = `a name of 1 to ${maxAttributeNameBytes} bytes, a value of at most ${maxAttributeBytes}`;
      throw new InvalidRequestError(`the attribute "${name.slice(0, 50)}" of a message on ${topic}: ${limits}`);
    }
  }
}
