import * as z from 'zod';
import type { Rejected } from '../messages/rejected.ts';
import type { DocumentStore } from '../ports/documents.ts';
import { PermanentError, RetryLaterError } from '../ports/failures.ts';
import { keepableData, keepableText } from '../ports/keepable.ts';
import type { LogFields, Logger } from '../ports/logger.ts';
import type { Attributes } from '../ports/messages.ts';
import { messageOf } from './describe-error.ts';
import { keepRejected } from './keep-rejected.ts';
import { type PubsubEvent, parsePubsubEvent } from './pubsub-event.ts';
import { redact } from './redact.ts';
import { registerConsumer } from './registry.ts';
import { inSpan } from './trace/current-span.ts';

/** What a stage may know of the delivery beyond the message. */
export interface MessageContext {
  readonly messageId: string;
  /** ISO 8601 UTC; the same on every delivery of the message. */
  readonly publishedAt: string;
  /** The topic's short name; empty when the platform does not say. */
  readonly topic: string;
  readonly attributes: Attributes;
  /** 1 on the first delivery; absent where the platform does not count. */
  readonly attempt?: number;
  /** Its lines carry the message's id, and the run and intervention it is about. */
  readonly logger: Logger;
}

export interface OnMessageOptions<T> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
  /** Where a message that can never be used is kept. */
  readonly rejected: DocumentStore;
  readonly logger: Logger;
  /** Called once the message is kept; `message` is undefined when it did not parse. When it throws, all is done again. */
  readonly onRejected?: (message: T | undefined, error: Error, context: MessageContext) => Promise<void>;
}

/**
 * Registers a function that consumes messages. What does not parse, and what the stage refuses with a `PermanentError`,
 * is kept in `rejected` and acknowledged; everything else is thrown on, so that the platform delivers the message again.
 */
export function onMessage<T>(
  options: OnMessageOptions<T>,
  deliver: (message: T, context: MessageContext) => Promise<void>,
): void {
  registerConsumer(options.name, async (event) => {
    const received = parsePubsubEvent(event);
    const { messageId, topic, attempt, attributes } = received;
    const facts = {
      'messaging.system': 'gcp_pubsub',
      'messaging.destination.name': topic,
      'messaging.message.id': messageId,
    };
    const span = {
      name: options.name,
      kind: 'consumer',
      traceparent: attributes.traceparent,
      seed: `${messageId} ${received.publishedAt}`,
      attributes: attempt === undefined ? facts : { ...facts, 'messaging.delivery_attempt': attempt },
      outcomeOf: () => 'retried' as const,
    } as const;
    await inSpan(span, (end) => take(received, end));
  });

  async function take(received: PubsubEvent, end: (outcome: 'refused') => void): Promise<void> {
    const json = parseJson(received.text);
    const context = contextOf(received, options.logger.with(traceFields(json)));
    const parsed = options.schema.safeParse(json);
    if (!parsed.success) {
      const error = new PermanentError(`the message is not as expected: ${z.prettifyError(parsed.error)}`);
      end('refused');
      return reject(options, received, json, undefined, error, context);
    }
    try {
      await deliver(parsed.data, context);
    } catch (error) {
      if (error instanceof PermanentError) {
        end('refused');
        return reject(options, received, json, parsed.data, error, context);
      }
      if (error instanceof RetryLaterError) context.logger.warn(`to be retried later: ${error.message}`);
      else context.logger.error(`to be retried: ${messageOf(error)}`, {}, error);
      throw error;
    }
  }
}

async function reject<T>(
  { name, rejected, onRejected }: OnMessageOptions<T>,
  received: PubsubEvent,
  json: unknown,
  message: T | undefined,
  error: Error,
  context: MessageContext,
): Promise<void> {
  const { messageId, publishedAt, topic, attributes } = received;
  await keepRejected(rejected, {
    kind: 'refuse',
    function: name,
    topic,
    message: storableMessage(received, json),
    attributes: { ...attributes },
    reason: keepableText(redact(error.message)),
    at: new Date().toISOString(),
    messageId,
    publishedAt,
    replayedAt: null,
  });
  await onRejected?.(message, error, context);
  context.logger.error(`refused for good: ${error.message}`, {}, error);
}

function contextOf(
  { messageId, publishedAt, topic, attributes, attempt }: PubsubEvent,
  logger: Logger,
): MessageContext {
  return {
    messageId,
    publishedAt,
    topic,
    attributes,
    ...(attempt === undefined ? {} : { attempt }),
    logger: logger.with({ messageId, attempt }),
  };
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const objectSchema = z.record(z.string(), z.json());

function storableMessage(received: PubsubEvent, json: unknown): Rejected['message'] {
  const object = objectSchema.safeParse(json);
  return object.success ? keepableData(object.data) : keepableText(received.text ?? received.base64);
}

const traceSchema = z.object({
  runId: z.string().optional().catch(undefined),
  reference: z.string().optional().catch(undefined),
});

/** The ids that every log line carries when the message has them. */
function traceFields(json: unknown): LogFields {
  const trace = traceSchema.safeParse(json);
  return trace.success ? { runId: trace.data.runId, interventionId: trace.data.reference } : {};
}
