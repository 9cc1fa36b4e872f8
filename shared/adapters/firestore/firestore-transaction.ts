import { setTimeout as delay } from 'node:timers/promises';
import type { Firestore } from '@google-cloud/firestore';
import type { DocumentTransaction } from '../../ports/documents.ts';
import { RetryLaterError } from '../../ports/failures.ts';
import { createTurns } from '../../ports/turns.ts';
import { status, statusOf, toPortFailure } from './firestore-failures.ts';
import { createTransactionView, type TransactionView } from './transaction-view.ts';
import { withinLimit } from './within-limit.ts';

const firstPauseMs = 25;
const pauseGrowth = 1.6;
const longestPauseMs = 2_000;

/** What is worth another try: others hold or changed what was read, or the service did not answer. */
const passing = new Set<number | undefined>([
  status.aborted,
  status.cancelled,
  status.unknown,
  status.deadlineExceeded,
  status.internal,
  status.unavailable,
  status.unauthenticated,
  status.resourceExhausted,
]);

/** What the callback itself threw: it ends the transaction, whatever it looks like. */
class CallbackFailure {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/**
 * Transactions under Firestore's locks, with a short back-off of our own: the client's starts at a second. When the limit
 * has passed a transaction gives up with a `RetryLaterError`. Those of one process that read the same document first take
 * turns, so that they do not wait for each other's locks at the service.
 */
export function createTransactions(firestore: Firestore, limitMs: number) {
  const takeTurn = createTurns();

  return async <T>(work: (transaction: DocumentTransaction) => Promise<T>, what: string): Promise<T> => {
    const deadline = Date.now() + limitMs;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * pauseGrowth)) {
      try {
        return await withinLimit(deadline - Date.now(), what, () => tryOnce(work));
      } catch (error) {
        if (error instanceof CallbackFailure) throw error.error;
        if (!isPassing(error)) throw toPortFailure(what, error);
        // Half of the pause is left to chance, so that those who met do not meet again.
        const jitteredMs = pauseMs * (0.5 + Math.random() / 2);
        if (Date.now() + jitteredMs >= deadline) throw gaveUp(what, limitMs, error);
        await delay(jitteredMs);
      }
    }
  };

  async function tryOnce<T>(work: (transaction: DocumentTransaction) => Promise<T>): Promise<T> {
    let turn: Promise<() => void> | undefined;
    const takeFirstTurn = async (path: string) => {
      turn ??= takeTurn(path);
      await turn;
    };
    try {
      return await firestore.runTransaction(
        (transaction) => callBack(work, createTransactionView(firestore, transaction, takeFirstTurn)),
        { maxAttempts: 1 },
      );
    } finally {
      (await turn)?.();
    }
  }
}

/** A read that failed decides, whatever the callback made of it. */
async function callBack<T>(work: (transaction: DocumentTransaction) => Promise<T>, view: TransactionView): Promise<T> {
  try {
    const result = await work(view.transaction);
    if (view.readFailures.length === 0) return result;
  } catch (error) {
    if (view.readFailures.length === 0) throw new CallbackFailure(error);
  }
  throw view.readFailures[0];
}

function isPassing(error: unknown): boolean {
  if (passing.has(statusOf(error))) return true;
  // Firestore says so when a transaction waited too long for its turn.
  return statusOf(error) === status.invalidArgument && error instanceof Error && /expired/.test(error.message);
}

function gaveUp(what: string, limitMs: number, cause: unknown): RetryLaterError {
  return new RetryLaterError(`${what}: others held or changed it for ${limitMs} ms`, 1, { cause });
}
