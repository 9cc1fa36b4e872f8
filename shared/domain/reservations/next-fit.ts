import type { Instant } from './instant.ts';
import type { Item } from './ledger.ts';
import { type Capacity, dimensions } from './ressource.ts';
import { loadSteps } from './sweep.ts';

/** A machine, what is asked of it, and what else is on it. */
export interface Wanted {
  readonly idRessource: number;
  readonly capacity: Capacity;
  readonly asked: Capacity;
  readonly others: readonly Item[];
}

/** When a slot may begin. */
export interface Reach {
  readonly from: Instant;
  /** The last instant at which one may begin. */
  readonly latest: Instant;
  /** How many are wanted. */
  readonly limit: number;
}

type Interval = readonly [Instant, Instant];

/**
 * The starts at which all that is wanted fits for so long on all the machines at once: the earliest, then the earliest that
 * comes no sooner than its end, and so on.
 */
export function fits(wanted: readonly Wanted[], durationSeconds: number, { from, latest, limit }: Reach): Instant[] {
  if (wanted.some(({ asked, capacity }) => dimensions.some((one) => asked[one] > capacity[one]))) return [];
  const full = wanted.flatMap((machine) => fullIntervals(machine, [from, latest + durationSeconds]));
  const forever: Interval = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const starts: Instant[] = [];
  let start = from;
  for (const [fullFrom, fullTo] of [...full.sort(([a], [b]) => a - b), forever]) {
    for (; start + durationSeconds <= fullFrom; start += durationSeconds) {
      if (start > latest || starts.length === limit) return starts;
      starts.push(start);
    }
    start = Math.max(start, fullTo);
  }
  return starts;
}

/** When the machine has no room for what is asked. */
function fullIntervals({ others, capacity, asked }: Wanted, [from, to]: Interval): Interval[] {
  const steps = loadSteps(others, from, to);
  return steps.flatMap((step, index): Interval[] => {
    const isFull = dimensions.some((one) => step[one] + asked[one] > capacity[one]);
    return isFull ? [[step.from, steps[index + 1]?.from ?? to]] : [];
  });
}
