/** Nobody tells how much of the time to an answer was the request's way: up to this much always counts as such. */
const usualDoubt = 95;
/** And up to this much when the answer was later than the endpoint's fastest: more is slow work, not a slow way. */
const longestDoubt = 1_000;
/** A clock's and a timer's grain. */
const grain = 5;

/** One request's place in a budget. */
export interface Place {
  /** The answer has begun: the request arrived before that. */
  answered(now: number): void;
}

/**
 * A limit that holds in every second, the first one included. Times are milliseconds of one steady clock.
 * There are as many places as requests in the window, and each place is taken again only a whole window later: so of any
 * `places + 1` requests two are a window apart.
 */
export interface RateBudget {
  readonly requestsPerSecond: number;
  /** When the next request may start; not after now: at once. */
  freeAt(): number;
  /** Starts a request now. @throws RangeError when none is free. */
  take(now: number): Place;
}

/**
 * A budget of so many requests a second (below one, or broken numbers: one in the time that gives as many).
 * What counts is when requests reach the API. A place stays taken as much longer as its request may have been late on its
 * way, since the next one may be quick: that costs a tenth of the budget at most, unless answers come very unevenly.
 * @param freeFrom no request before; what an earlier process sent may still count.
 */
export function createRateBudget(requestsPerSecond: number, freeFrom: number): RateBudget {
  const places = Math.max(1, Math.floor(requestsPerSecond));
  const window = (places / requestsPerSecond) * 1000 + grain;
  const freeAt = new Float64Array(places).fill(freeFrom);
  const takenAt = new Float64Array(places).fill(Number.NEGATIVE_INFINITY);
  let fastest = Number.POSITIVE_INFINITY;

  const first = (): number => {
    let index = 0;
    for (let other = 1; other < places; other += 1) if (at(freeAt, other) < at(freeAt, index)) index = other;
    return index;
  };
  return {
    requestsPerSecond,
    freeAt: () => at(freeAt, first()),
    take(now) {
      const index = first();
      if (at(freeAt, index) > now) throw new RangeError(`no request is free before ${at(freeAt, index)}, it is ${now}`);
      freeAt[index] = now + window + longestDoubt;
      takenAt[index] = now;
      return {
        answered(answeredAt) {
          const took = answeredAt - now;
          fastest = Math.min(fastest, took);
          const doubt = Math.max(Math.min(took, usualDoubt), Math.min(took - fastest, longestDoubt));
          // The place may be another request's by now.
          if (takenAt[index] === now) freeAt[index] = now + window + doubt;
        },
      };
    },
  };
}

function at(numbers: Float64Array, index: number): number {
  return numbers[index] ?? Number.POSITIVE_INFINITY;
}
