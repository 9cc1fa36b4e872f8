import { setTimeout as delay } from 'node:timers/promises';
import type { DeliveredMessage, Subscription } from '../../ports/messages.ts';
import { attemptDelivery, backoffSeconds } from './delivery-outcome.ts';
import type { MessageQueue } from './message-queue.ts';

/** What happens to a message whose delivery failed. */
export type FailureFacts =
  | { readonly attempt: number; readonly nextInSeconds: number }
  | { readonly attempt: number; readonly deadLettered: string };

export interface WorkerDependencies {
  readonly queue: MessageQueue;
  readonly nowMs: () => number;
  readonly wake: (subscriptions: readonly string[]) => void;
  readonly onFailure: (message: DeliveredMessage, error: unknown, facts: FailureFacts) => void;
  readonly onTrouble: (error: unknown) => void;
}

const troublePauseMs = 1000;
/** The longest a timer can wait. */
const maxTimerMs = 2 ** 31 - 1;

/** Delivers one subscription's messages within one process, at most `concurrency` at once. */
export function startWorker(
  subscription: Subscription,
  deliver: (message: DeliveredMessage) => Promise<void>,
  { queue, nowMs, wake, onFailure, onTrouble }: WorkerDependencies,
): { wake(): void; stop(): Promise<void> } {
  const underWay = new Set<Promise<void>>();
  let isStopped = false;
  let isAwake = false;
  let timer: NodeJS.Timeout | undefined;

  /** Many wakes of one turn of the event loop are one look at the queue. */
  function wakeSoon(): void {
    if (isAwake || isStopped) return;
    isAwake = true;
    setImmediate(() => {
      isAwake = false;
      if (!isStopped) takeDue();
    });
  }

  function takeDue(): void {
    clearTimeout(timer);
    try {
      const free = subscription.concurrency - underWay.size;
      if (free <= 0) return;
      const taken = queue.take(subscription.name, free, nowMs());
      for (const message of taken) begin(message);
      if (taken.length < free) sleepUntil(queue.nextDueMs(subscription.name));
    } catch (error) {
      // The queue itself fails (a full disk): nothing was taken, and it is tried again.
      if (!queue.isOpen()) return;
      onTrouble(error);
      timer = setTimeout(wakeSoon, troublePauseMs);
    }
  }

  function sleepUntil(dueMs: number | undefined): void {
    if (dueMs !== undefined) timer = setTimeout(wakeSoon, Math.min(maxTimerMs, Math.max(1, dueMs - nowMs())));
  }

  function begin(message: DeliveredMessage): void {
    const ended = deliverOnce(message).finally(() => {
      underWay.delete(ended);
      wakeSoon();
    });
    underWay.add(ended);
  }

  async function deliverOnce(message: DeliveredMessage): Promise<void> {
    if (message.attempt > subscription.maxAttempts && subscription.deadLetterTopic !== undefined) {
      return await fail(message, new Error('the process ended during the last delivery'));
    }
    const failure = await attemptDelivery(deliver, message, subscription.ackDeadlineSeconds);
    if (failure === undefined) await record(() => queue.acknowledge(subscription.name, message));
    else await fail(message, failure.error);
  }

  async function fail(message: DeliveredMessage, error: unknown): Promise<void> {
    const { name, maxAttempts, deadLetterTopic } = subscription;
    const { attempt: taken } = message;
    if (taken >= maxAttempts && deadLetterTopic !== undefined) {
      // One that died with the process on its last attempt was taken once more, but not delivered.
      const attempt = maxAttempts;
      await record(() => wake(queue.deadLetter(name, deadLetterTopic, message, attempt, nowMs())));
      onFailure(message, error, { attempt, deadLettered: deadLetterTopic });
    } else {
      const attempt = taken;
      const nextInSeconds = backoffSeconds(subscription, attempt, error);
      await record(() => queue.postpone(name, message, nowMs() + nextInSeconds * 1000));
      onFailure(message, error, { attempt, nextInSeconds });
    }
  }

  /** An outcome that could not be written down is tried again as long as the worker runs and its database is open; after that the next start redelivers. */
  async function record(write: () => void): Promise<void> {
    for (;;) {
      try {
        return write();
      } catch (error) {
        if (!queue.isOpen()) return;
        onTrouble(error);
        if (isStopped) return;
        await delay(troublePauseMs);
      }
    }
  }

  wakeSoon();
  return {
    wake: wakeSoon,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
