import type { Instant } from './instant.ts';
import type { Item } from './ledger.ts';
import { type Capacity, type Dimension, dimensions } from './ressource.ts';
import { loadSteps } from './sweep.ts';

/** Where a request asks more of a machine than there is. */
export interface Conflict {
  readonly idRessource: number;
  readonly dimension: Dimension;
  readonly debut: Instant;
  readonly fin: Instant;
  /** The most that would be in use then, with the request. */
  readonly pic: number;
  readonly capacite: number;
  /** What is left at that moment without the request. */
  readonly libre: number;
}

/**
 * The first interval of [start, end) in which what is used and what is asked exceed the capacity, in one dimension; GPUs
 * are named first when both exceed it from the same instant. Undefined when all fits.
 */
export function firstConflict(
  idRessource: number,
  capacity: Capacity,
  others: readonly Item[],
  asked: Capacity,
  [start, end]: readonly [Instant, Instant],
): Conflict | undefined {
  const steps = loadSteps(others, start, end);
  const exceeds = (used: Capacity, dimension: Dimension) => used[dimension] + asked[dimension] > capacity[dimension];
  const first = steps.findIndex((step) => dimensions.some((dimension) => exceeds(step, dimension)));
  const at = steps[first];
  const dimension = dimensions.find((one) => at !== undefined && exceeds(at, one));
  if (at === undefined || dimension === undefined) return undefined;
  const rest = steps.slice(first);
  const afterwards = rest.findIndex((step) => !exceeds(step, dimension));
  const run = afterwards === -1 ? rest : rest.slice(0, afterwards);
  const used = Math.max(...run.map((step) => step[dimension]));
  return {
    idRessource,
    dimension,
    debut: at.from,
    fin: rest[afterwards]?.from ?? end,
    pic: used + asked[dimension],
    capacite: capacity[dimension],
    libre: Math.max(0, capacity[dimension] - used),
  };
}
