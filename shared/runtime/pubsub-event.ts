import * as z from 'zod';
import type { Attributes } from '../ports/messages.ts';

/** The type of the CloudEvent that a published message arrives as. */
export const messagePublishedType = 'google.cloud.pubsub.topic.v1.messagePublished';

const messageSchema = z.looseObject({
  data: z.string().default(''),
  attributes: z.record(z.string(), z.string()).nullish(),
  messageId: z.string().min(1),
  publishTime: z.string().min(1),
});
const envelopeSchema = z.looseObject({ message: messageSchema, deliveryAttempt: z.number().int().optional() });

/** A Pub/Sub message as its CloudEvent brings it. */
export interface PubsubEvent {
  readonly messageId: string;
  readonly publishedAt: string;
  readonly topic: string;
  readonly attributes: Attributes;
  readonly attempt?: number;
  /** The data's text; undefined when its bytes are no UTF-8. */
  readonly text: string | undefined;
  readonly base64: string;
}

/**
 * Reads a Pub/Sub CloudEvent. functions-framework passes the push of a message without data on as it came,
 * so that the envelope is then the event itself.
 * @throws Error when it is no Pub/Sub event at all, since there is then no message id to keep it under.
 */
export function parsePubsubEvent(event: unknown): PubsubEvent {
  const outer = z
    .looseObject({ source: z.string().default(''), time: z.string().optional(), data: z.unknown().optional() })
    .parse(event);
  const given = envelopeSchema.safeParse(outer.data ?? event);
  if (!given.success) throw new Error('this is not a Pub/Sub event', { cause: given.error });
  const { message, deliveryAttempt } = given.data;
  return {
    messageId: message.messageId,
    publishedAt: toUtc(message.publishTime),
    topic: outer.source.split('/topics/')[1] ?? '',
    attributes: message.attributes ?? {},
    ...(deliveryAttempt === undefined ? {} : { attempt: deliveryAttempt }),
    text: decodeText(message.data),
    base64: message.data,
  };
}

/** Pub/Sub writes up to nine decimals, which are cut to milliseconds here. */
function toUtc(publishTime: string): string {
  const instant = new Date(publishTime);
  return Number.isNaN(instant.getTime()) ? publishTime : instant.toISOString();
}

function decodeText(base64: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}
