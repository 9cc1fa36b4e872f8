import type { Instant } from './instant.ts';
import { type Item, itemsOf, type LedgerDay } from './ledger.ts';
import type { Refusal } from './refusal.ts';
import { type Capacity, dimensions } from './ressource.ts';
import { loadSteps } from './sweep.ts';

/**
 * Whether a machine may have this capacity from now on (none: it goes). What is reserved later than now must fit; the past
 * does not count.
 * @param days all days of the machine from today on.
 * @returns the reservations that stand in the way, when some do.
 */
export function refuseCapacity(
  capacity: Capacity | undefined,
  days: readonly Pick<LedgerDay, 'items'>[],
  now: Instant,
): Refusal | undefined {
  const toCome = itemsOf(days).filter(({ e }) => e > now);
  const inTheWay = capacity === undefined ? toCome : displaced(capacity, toCome, now);
  if (inTheWay.length === 0) return undefined;
  return {
    kind: 'in-use',
    isGoing: capacity === undefined,
    reservations: inTheWay.map(({ r }) => r).sort((a, b) => a - b),
  };
}

/** The items that hold the machine while more of it is in use than there would be. */
function displaced(capacity: Capacity, items: readonly Item[], now: Instant): Item[] {
  const end = items.reduce((latest, { e }) => Math.max(latest, e), now);
  const steps = loadSteps(items, now, end);
  const full = steps.flatMap((step, index) => {
    const over = dimensions.filter((dimension) => step[dimension] > capacity[dimension]);
    return over.length === 0 ? [] : [{ over, from: step.from, to: steps[index + 1]?.from ?? end }];
  });
  return items.filter((item) =>
    full.some(
      ({ over, from, to }) =>
        item.s < to && item.e > from && over.some((dimension) => (dimension === 'gpu' ? item.g : item.m) > 0),
    ),
  );
}
