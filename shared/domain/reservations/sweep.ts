import type { Instant } from './instant.ts';
import { type Item, meets } from './ledger.ts';
import type { Capacity } from './ressource.ts';

/** From `from` on, until the next step, so much of the machine is in use. */
export interface Step extends Capacity {
  readonly from: Instant;
}

/**
 * What the items use of a machine over [start, end), as a step function: the first step is at `start`, and each differs
 * from the one before. At equal instants ends come before starts: half-open intervals back to back do not overlap.
 */
export function loadSteps(items: readonly Item[], start: Instant, end: Instant): Step[] {
  const met = items.filter((item) => meets(item, start, end));
  const starts = met.toSorted((a, b) => a.s - b.s);
  const ends = met.toSorted((a, b) => a.e - b.e);
  const steps: Step[] = [];
  let [started, ended, gpu, memoire] = [0, 0, 0, 0];
  for (let from = start; from < end; ) {
    let ending = ends[ended];
    for (; ending !== undefined && ending.e <= from; ending = ends[++ended]) {
      gpu -= ending.g;
      memoire -= ending.m;
    }
    let starting = starts[started];
    for (; starting !== undefined && starting.s <= from; starting = starts[++started]) {
      gpu += starting.g;
      memoire += starting.m;
    }
    const last = steps.at(-1);
    if (last === undefined || last.gpu !== gpu || last.memoire !== memoire) steps.push({ from, gpu, memoire });
    from = Math.min(starting?.s ?? end, ending?.e ?? end);
  }
  return steps;
}
