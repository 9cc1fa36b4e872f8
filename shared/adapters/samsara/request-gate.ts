import { createRateBudget, type Place, type RateBudget } from './rate-budget.ts';

/** A steady clock in milliseconds and its alarm. */
export interface Timer {
  now(): number;
  /** Calls back once, at that time or later; returns what calls it off. */
  wake(at: number, callback: () => void): () => void;
}

/** A request that was let through. */
export interface Turn {
  readonly waitedMilliseconds: number;
  /** The answer has begun. */
  answered(): void;
  /** The answer is here, or will never be. To be called once, always. */
  leave(): void;
}

/** Lets requests through, first come first served, as the budgets allow. */
export interface RequestGate {
  /** Waits for a turn. Rejects with the signal's reason when it is aborted. */
  enter(endpoint: string, requestsPerSecond: number, signal?: AbortSignal): Promise<Turn>;
  /** The API asked this endpoint's callers to wait. */
  pause(endpoint: string, milliseconds: number): void;
}

interface Waiting {
  readonly endpoint: string;
  readonly since: number;
  start(turn: Turn): void;
}

interface Bucket {
  budget: RateBudget;
  pausedUntil: number;
}

export interface GateOptions {
  /** All endpoints together. */
  readonly globalRequestsPerSecond: number;
  readonly maxInFlight: number;
  readonly timer: Timer;
  /** No request before, on the timer's clock. */
  readonly freeFrom: number;
}

/** A gate with a budget for each endpoint, one for all of them, and so many requests in flight. */
export function createRequestGate(options: GateOptions): RequestGate {
  const { timer, maxInFlight, freeFrom } = options;
  const everyone = createRateBudget(options.globalRequestsPerSecond, freeFrom);
  const buckets = new Map<string, Bucket>();
  const queue: Waiting[] = [];
  let inFlight = 0;
  let callOff: (() => void) | undefined;

  /** Of two figures for one endpoint the lower counts. */
  const openBucket = (endpoint: string, requestsPerSecond: number): void => {
    const known = buckets.get(endpoint);
    if (known !== undefined && known.budget.requestsPerSecond <= requestsPerSecond) return;
    const from = known === undefined ? freeFrom : timer.now() + 1000;
    buckets.set(endpoint, { budget: createRateBudget(requestsPerSecond, from), pausedUntil: known?.pausedUntil ?? 0 });
  };

  const bucketOf = (endpoint: string): Bucket => {
    const bucket = buckets.get(endpoint);
    if (bucket === undefined) throw new RangeError(`no budget for ${endpoint}`);
    return bucket;
  };

  const start = (waiting: Waiting, { budget }: Bucket): void => {
    const now = timer.now();
    const places: Place[] = [budget.take(now), everyone.take(now)];
    inFlight += 1;
    waiting.start({
      waitedMilliseconds: now - waiting.since,
      answered: () => {
        for (const place of places) place.answered(timer.now());
      },
      leave: () => {
        inFlight -= 1;
        letThrough();
      },
    });
  };

  const letThrough = (): void => {
    callOff?.();
    let nextAt = Number.POSITIVE_INFINITY;
    for (let index = 0; index < queue.length && inFlight < maxInFlight; ) {
      const waiting = queue[index];
      if (waiting === undefined) break;
      const bucket = bucketOf(waiting.endpoint);
      const at = Math.max(bucket.budget.freeAt(), bucket.pausedUntil, everyone.freeAt());
      if (at <= timer.now()) {
        queue.splice(index, 1);
        start(waiting, bucket);
      } else {
        nextAt = Math.min(nextAt, at);
        index += 1;
      }
    }
    callOff = nextAt < Number.POSITIVE_INFINITY ? timer.wake(nextAt, letThrough) : undefined;
  };

  return {
    enter(endpoint, requestsPerSecond, signal) {
      signal?.throwIfAborted();
      openBucket(endpoint, requestsPerSecond);
      const { promise, resolve, reject } = Promise.withResolvers<Turn>();
      const giveUp = () => {
        queue.splice(queue.indexOf(waiting), 1);
        reject(signal?.reason);
        letThrough();
      };
      const waiting: Waiting = {
        endpoint,
        since: timer.now(),
        start(turn) {
          signal?.removeEventListener('abort', giveUp);
          resolve(turn);
        },
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      queue.push(waiting);
      letThrough();
      return promise;
    },
    pause(endpoint, milliseconds) {
      const bucket = bucketOf(endpoint);
      bucket.pausedUntil = Math.max(bucket.pausedUntil, timer.now() + milliseconds);
      letThrough();
    },
  };
}
