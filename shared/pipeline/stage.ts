import { documentId } from '../domain/interventions/document-id.ts';
import type { Intervention, Stage } from '../domain/interventions/intervention.ts';
import { claimStage, failStage, finishStage, holdsStage } from '../domain/interventions/stage-progress.ts';
import { type InterventionMessage, topics } from '../messages/interventions.ts';
import type { Clock } from '../ports/clock.ts';
import type { Count } from '../ports/counts.ts';
import { PermanentError, RetryLaterError } from '../ports/failures.ts';
import type { Logger } from '../ports/logger.ts';
import type { Publisher } from '../ports/messages.ts';
import { PortalLoginRefusedError } from '../ports/portal.ts';
import { countDone } from './count-stage.ts';
import { keepLease } from './keep-lease.ts';
import type { Memory } from './memory.ts';

/** The topic that says that the stage is done. */
export const doneTopics: Readonly<Record<Stage, string>> = {
  photos: topics.photosCollected,
  names: topics.namesCollected,
  rename: topics.photosRenamed,
  format: topics.formatted,
  send: topics.sent,
  describe: topics.photosDescribed,
  deliver: topics.delivered,
};

/** The topic that asks for the stage: the one that says that the stage before it is done. */
export const dueTopics: Readonly<Record<Stage, string>> = {
  photos: topics.collected,
  names: topics.photosCollected,
  rename: topics.namesCollected,
  format: topics.photosRenamed,
  send: topics.formatted,
  describe: topics.sent,
  deliver: topics.photosDescribed,
};

export interface StageDependencies {
  readonly memory: Memory;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly count: Count;
  /** Names this instance in leases. */
  readonly owner: string;
}

export interface StageTools {
  readonly logger: Logger;
  /** 1 on the first try of this stage for this intervention, over all runs. */
  readonly attempt: number;
  /** Writes down what is done so far, so that a next try goes on from there. */
  save(change: (current: Intervention) => Intervention): Promise<unknown>;
}

/** What a stage does for one intervention: it returns how the intervention is changed by it. */
export type StageWork = (
  intervention: Intervention,
  tools: StageTools,
) => Promise<(current: Intervention) => Intervention>;

const leaseSeconds = 60;
const secondsBeforeAnotherLook = 2;

/**
 * Turns a stage's work into a consumer of its messages with "at least once, effect once": the stage is claimed by a
 * lease, done, saved, and then its message is always published, also when the memory says that it was done before,
 * because the one who did it may have died before the publish.
 */
export function createStage(stage: Stage, dependencies: StageDependencies, work: StageWork) {
  const { memory, publisher, clock, count, owner } = dependencies;
  // The lease keeps other instances away; this keeps away a second delivery within the same instance.
  const underWay = new Set<string>();

  return async ({ reference }: InterventionMessage, { logger }: { readonly logger: Logger }): Promise<void> => {
    const id = documentId(reference);
    if (underWay.has(id)) {
      throw new RetryLaterError(`${stage} of ${reference} is under way in this instance`, secondsBeforeAnotherLook);
    }
    underWay.add(id);
    try {
      const { runId } = await advance(id, reference, logger);
      await publisher.publish(doneTopics[stage], { runId, reference });
    } finally {
      underWay.delete(id);
    }
  };

  async function advance(id: string, reference: string, logger: Logger): Promise<Intervention> {
    const claimed = await claim(id, reference);
    if (claimed.stages[stage].status === 'fait') return claimed;
    const lease = keepLease({ memory, clock, owner, stage, id, leaseSeconds, logger });
    try {
      const attempt = claimed.stages[stage].attempts;
      const change = await work(claimed, { logger, attempt, save: (partial) => saveOwned(id, partial) });
      const saved = await saveOwned(id, (current) => finishStage(change(current), stage, clock.now().toISOString()));
      countDone(count, stage, saved);
      return saved;
    } catch (error) {
      await recordFailure(id, error);
      throw error;
    } finally {
      await lease.stop();
    }
  }

  async function claim(id: string, reference: string): Promise<Intervention> {
    const now = clock.now();
    const until = new Date(now.getTime() + leaseSeconds * 1000).toISOString();
    return memory.transaction(id, (current) => {
      if (current === undefined) throw new PermanentError(`no intervention ${reference} in the memory`);
      const outcome = claimStage(current, stage, { owner, now: now.toISOString(), until });
      switch (outcome.kind) {
        case 'done':
          return { result: current };
        case 'claimed':
          return { next: outcome.next, result: outcome.next };
        case 'held':
          throw new RetryLaterError(
            `${stage} of ${reference} is under way elsewhere`,
            secondsUntil(outcome.until, now),
          );
        case 'early':
          throw new RetryLaterError(`${reference}: ${outcome.missing} comes before ${stage}`, secondsBeforeAnotherLook);
      }
    });
  }

  /** Writes only while the lease is ours: whoever lost it must not undo what its successor did. */
  async function saveOwned(id: string, change: (current: Intervention) => Intervention): Promise<Intervention> {
    return memory.transaction(id, (current) => {
      if (current === undefined || !holdsStage(current, stage, owner)) {
        throw new RetryLaterError(`the lease on ${stage} was lost`, secondsBeforeAnotherLook);
      }
      const next = change(current);
      return { next, result: next };
    });
  }

  async function recordFailure(id: string, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    const runId = await memory.transaction<string | undefined>(id, (current) => {
      if (current === undefined || !holdsStage(current, stage, owner)) return { result: undefined };
      return { next: failStage(current, stage, reason, stateAfter(error)), result: current.runId };
    });
    if (runId === undefined) return;
    const isFinal = error instanceof PermanentError;
    count('terrain.interventions.failed', 1, { stage, outcome: isFinal ? 'refused' : 'retried' });
    if (isFinal) await publisher.publish(topics.runCloseDue, { runId });
  }
}

/** A refused login is the portal's trouble, not the intervention's: a later run goes on with it. */
function stateAfter(error: unknown): Intervention['state'] {
  if (error instanceof PortalLoginRefusedError) return 'en_attente';
  return error instanceof PermanentError ? 'rejete' : 'en_cours';
}

function secondsUntil(instant: string, now: Date): number {
  return Math.max(1, Math.ceil((Date.parse(instant) - now.getTime()) / 1000));
}
