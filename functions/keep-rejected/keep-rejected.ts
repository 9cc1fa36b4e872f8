import * as z from 'zod';
import { documentId } from '../../shared/domain/interventions/document-id.ts';
import { runIdOf } from '../../shared/domain/interventions/run.ts';
import { topics } from '../../shared/messages/interventions.ts';
import { type deadLetterSchema, type Rejected, rejectedCollection } from '../../shared/messages/rejected.ts';
import type { Memory, Runs } from '../../shared/pipeline/memory.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Count } from '../../shared/ports/counts.ts';
import { type DocumentStore, toDocument } from '../../shared/ports/documents.ts';
import { AlreadyExistsError } from '../../shared/ports/failures.ts';
import { keepableData } from '../../shared/ports/keepable.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import { type Attributes, deadLetterAttributes, type Publisher } from '../../shared/ports/messages.ts';

/** A dead-letter topic is named after its function; a subscription is too, followed by its topic in the cloud. */
function functionOf({ topic, attributes }: DeadLetterContext): string {
  if (topic.startsWith('dead-')) return topic.slice('dead-'.length);
  return attributes[deadLetterAttributes.subscription]?.split('.')[0] ?? topic;
}

/** The topic it was given up on; in the cloud its subscription is named `function.topic`. */
function sourceTopicOf({ attributes }: DeadLetterContext): string | undefined {
  return attributes[deadLetterAttributes.topic] ?? attributes[deadLetterAttributes.subscription]?.split('.')[1];
}

const subjectSchema = z.object({ runId: z.string().optional(), reference: z.string().optional() });

interface DeadLetterContext {
  readonly messageId: string;
  readonly topic: string;
  readonly publishedAt: string;
  readonly attributes: Attributes;
  readonly logger: Logger;
}

/**
 * Keeps every message whose tries are used up, with its reason, and frees what it was about: its intervention waits for the
 * next run, its run can close.
 */
export function createKeepRejected(ports: {
  readonly documents: DocumentStore;
  readonly memory: Memory;
  readonly runs: Runs;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly count: Count;
}) {
  const { documents, memory, runs, publisher, clock, count } = ports;

  return async (message: z.infer<typeof deadLetterSchema>, context: DeadLetterContext): Promise<void> => {
    const { messageId, attributes } = context;
    const publishedAt = attributes[deadLetterAttributes.publishTime] ?? context.publishedAt;
    const subject = subjectSchema.safeParse(message).data ?? {};
    const runId = subject.runId ?? runIdOf(publishedAt, attributes);
    const reason =
      subject.reference === undefined ? await giveUpRun(runId) : await giveUpIntervention(subject.reference, runId);
    const sourceTopic = sourceTopicOf(context);
    const rejected: Rejected = {
      kind: 'abandonne',
      function: functionOf(context),
      topic: context.topic,
      ...(sourceTopic === undefined ? {} : { sourceTopic }),
      message: keepableData(message),
      attributes,
      reason: reason ?? 'toutes les tentatives ont échoué',
      at: clock.now().toISOString(),
      messageId,
      publishedAt,
      replayedAt: null,
    };
    await keepOnce(messageId, rejected);
    context.logger.error('message given up', { function: rejected.function, runId, interventionId: subject.reference });
    await publisher.publish(topics.runCloseDue, { runId });
  };

  /** A redelivery changes nothing, so that an operator's mark on it stays. */
  async function keepOnce(id: string, rejected: Rejected): Promise<void> {
    try {
      await documents.create(rejectedCollection, id, toDocument(rejected));
      count('terrain.messages.given_up', 1, { function: rejected.function });
    } catch (error) {
      if (!(error instanceof AlreadyExistsError)) throw error;
    }
  }

  /** @returns what its last try failed on. */
  async function giveUpIntervention(reference: string, runId: string): Promise<string | undefined> {
    return memory.transaction<string | undefined>(documentId(reference), (current) => {
      if (current === undefined) return { result: undefined };
      const error = Object.values(current.stages).find((stage) => stage.error !== null)?.error ?? undefined;
      const gaveUp = current.state === 'en_cours' && current.runId === runId;
      return gaveUp ? { next: { ...current, state: 'en_attente' }, result: error } : { result: error };
    });
  }

  /** @returns what its last try failed on. */
  async function giveUpRun(runId: string): Promise<string | undefined> {
    return runs.transaction<string | undefined>(runId, (run) => {
      if (run === undefined || run.collect.status === 'fait') return { result: undefined };
      const collect = { ...run.collect, status: 'en_erreur' as const };
      return { next: { ...run, collect }, result: run.collect.error ?? undefined };
    });
  }
}
