import { createRandom } from '../../data/random.ts';
import type { Item, TimedSet } from './dataset.ts';
import type { FleetSeed } from './fleet-seed.ts';

/** The set within the seed's days, with the rows that come late marked as such. */
export function withinSeed(seed: FleetSeed, set: TimedSet): TimedSet {
  const first = Date.parse(`${seed.from}T00:00:00Z`);
  const end = Date.parse(`${seed.to}T00:00:00Z`);
  const isLateAt = (entity: number, day: number) =>
    seed.lateShare > 0 && createRandom(seed.seed, 'late', set.name, entity, day).chance(seed.lateShare);
  return {
    ...set,
    itemsOf(entity, day): readonly Item[] {
      if (day < first || day >= end) return [];
      const items = set.itemsOf(entity, day);
      if (items.length === 0 || !isLateAt(entity, day)) return items;
      return items.map((item, index) => (index === items.length - 1 ? { ...item, isLate: true } : item));
    },
  };
}
