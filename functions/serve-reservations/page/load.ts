import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import type { Capacity, Dimension } from '../../../shared/domain/reservations/ressource.ts';
import type { Step } from '../../../shared/domain/reservations/sweep.ts';

type Interval = readonly [from: Instant, to: Instant];

/** The most that is in use at any moment of the interval, in each dimension. */
export function peakOver(steps: readonly Step[], [from, to]: Interval): Capacity {
  const met = steps.filter((step, index) => step.from < to && (steps[index + 1]?.from ?? to) > from);
  return {
    gpu: Math.max(0, ...met.map(({ gpu }) => gpu)),
    memoire: Math.max(0, ...met.map(({ memoire }) => memoire)),
  };
}

/** What is free all through the interval. */
export function freeOver(steps: readonly Step[], capacity: Capacity, interval: Interval): Capacity {
  const peak = peakOver(steps, interval);
  return { gpu: Math.max(0, capacity.gpu - peak.gpu), memoire: Math.max(0, capacity.memoire - peak.memoire) };
}

/** How much of a capacity is used, 0 to 1; a machine without any is not used. */
export function usedShare(used: number, capacity: number): number {
  return capacity === 0 ? 0 : Math.min(1, used / capacity);
}

export interface LoadBlock {
  readonly from: Instant;
  readonly to: Instant;
  readonly used: number;
  /** Of the capacity, 0 to 1. */
  readonly share: number;
}

/** A dimension's load over the interval as blocks, one for as long as it stays the same; none where nothing is used. */
export function loadBlocks(
  steps: readonly Step[],
  dimension: Dimension,
  capacity: Capacity,
  [from, to]: Interval,
): LoadBlock[] {
  const blocks: LoadBlock[] = [];
  for (const [index, step] of steps.entries()) {
    const start = Math.max(step.from, from);
    const end = Math.min(steps[index + 1]?.from ?? to, to);
    const used = step[dimension];
    if (used === 0 || start >= end) continue;
    const last = blocks.at(-1);
    if (last?.to === start && last.used === used) blocks[blocks.length - 1] = { ...last, to: end };
    else blocks.push({ from: start, to: end, used, share: usedShare(used, capacity[dimension]) });
  }
  return blocks;
}
