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
  const changes = new Map<Instant, { gpu: number; memoire: number }>([[start, { gpu: 0, memoire: 0 }]]);
  const change = (at: Instant, gpu: number, memoire: number): void => {
    const known = changes.get(at);
    if (known === undefined) changes.set(at, { gpu, memoire });
    else {
      known.gpu += gpu;
      known.memoire += memoire;
    }
  };
  for (const item of items) {
    if (!meets(item, start, end)) continue;
    change(Math.max(item.s, start), item.g, item.m);
    // All that happens at one instant is one sum, so that an end and a start there never add up.
    if (item.e < end) change(item.e, -item.g, -item.m);
  }
  const steps: Step[] = [];
  let gpu = 0;
  let memoire = 0;
  for (const [from, by] of [...changes].sort(([a], [b]) => a - b)) {
    gpu += by.gpu;
    memoire += by.memoire;
    const last = steps.at(-1);
    if (last === undefined || last.gpu !== gpu || last.memoire !== memoire) steps.push({ from, gpu, memoire });
  }
  return steps;
}
