import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../ports/clock.ts';
import { InvalidRequestError } from '../../ports/failures.ts';
import type { EmbeddedBroker, Subscription } from '../../ports/messages.ts';
import { createMessageQueue } from './message-queue.ts';
import { startWorker, type WorkerDependencies } from './subscription-worker.ts';
import { watchOthers } from './watch-others.ts';

export interface BrokerOptions {
  readonly clock?: Clock;
  /** Told of every failed delivery once its consequence is stored; the broker itself logs nothing. */
  readonly onFailure?: WorkerDependencies['onFailure'];
  /** Told when the database itself fails, a full disk for instance; the work is tried again. Default: a process warning. */
  readonly onTrouble?: (error: unknown) => void;
}

/**
 * Pub/Sub's semantics over a SQLite file that this process owns as soon as it subscribes: only one may. Whoever does not
 * subscribe may look at the backlog beside the owner, and publish; the owner notices it within a quarter of a second.
 * Publishing by the owner wakes the subscriptions at once.
 * A delivery past its deadline counts as failed, frees its place and comes again; its late answer changes nothing.
 * `stop()` waits for deliveries under way, each at most until its deadline. Without a dead-letter topic a message is
 * tried for ever. Stored subscriptions keep collecting messages while nobody listens, until `keepOnly` says otherwise.
 */
export function createSqliteBroker(database: DatabaseSync, options: BrokerOptions = {}): EmbeddedBroker {
  const queue = createMessageQueue(database);
  const workers = new Map<string, Set<{ wake(): void }>>();
  const nowMs = () => (options.clock?.now() ?? new Date()).getTime();
  const wake = (subscriptions: readonly string[]) => {
    for (const name of subscriptions) for (const worker of workers.get(name) ?? []) worker.wake();
  };
  const dependencies: WorkerDependencies = {
    queue,
    nowMs,
    wake,
    onFailure: options.onFailure ?? (() => undefined),
    onTrouble: options.onTrouble ?? ((error) => process.emitWarning(error instanceof Error ? error : String(error))),
  };

  let isWatching = false;
  const wakeAll = () => wake([...workers.keys()]);

  return {
    async publish(topic, message, attributes = {}) {
      const { id, subscriptions } = queue.publish(topic, message, attributes, nowMs());
      wake(subscriptions);
      return id;
    },
    async subscribe(subscription, deliver) {
      checkSubscription(subscription);
      queue.declare(subscription);
      if (!workers.has(subscription.name)) queue.takeOver(subscription.name);
      if (!isWatching) watchOthers(database, wakeAll, dependencies.onTrouble);
      isWatching = true;
      const worker = startWorker(subscription, deliver, dependencies);
      const sameName = workers.get(subscription.name) ?? new Set();
      workers.set(subscription.name, sameName.add(worker));
      return {
        async stop() {
          sameName.delete(worker);
          await worker.stop();
        },
      };
    },
    backlog: async () => queue.backlog(),
    keepOnly: async (names) => queue.retireOthers(names),
  };
}

function checkSubscription(subscription: Subscription): void {
  const { name, concurrency, ackDeadlineSeconds, minBackoffSeconds, maxBackoffSeconds, maxAttempts } = subscription;
  const isSound =
    name !== '' &&
    Number.isInteger(concurrency) &&
    concurrency >= 1 &&
    Number.isInteger(maxAttempts) &&
    maxAttempts >= 1 &&
    ackDeadlineSeconds > 0 &&
    minBackoffSeconds >= 0 &&
    maxBackoffSeconds >= minBackoffSeconds;
  if (!isSound) throw new InvalidRequestError(`subscription "${name}": its numbers make no sense`);
}
