import { createRandom, type Random } from '../../data/random.ts';
import type { JsonObject } from '../json.ts';
import { dayMilliseconds, type Item, type TimedSet } from './dataset.ts';
import type { FleetSeed } from './fleet-seed.ts';

/** What one event of a day is made from. */
export interface EventFacts {
  readonly random: Random;
  readonly entity: number;
  readonly at: number;
  readonly until: number;
  /** The same for the same event always, unlike every other. */
  readonly id: string;
  readonly updatedAt: number;
}

interface EventOptions {
  readonly name: string;
  readonly entities: number;
  /** The most there are in a day; how many depends on the seed. */
  readonly most: number;
  /** The shortest and longest, in minutes; at most a day, and shorter than the time between two. */
  readonly lasts: readonly [from: number, to: number];
  /** One of several over midnight, so that it overlaps two windows. */
  readonly crossesMidnight?: boolean;
  readonly parentOf?: (entity: number) => JsonObject;
  readonly write: (facts: EventFacts) => JsonObject;
}

const minute = 60_000;

/** Looks like the ids of the API's newer part, and is the same each time. */
function uuid(random: Random): string {
  const hex = (digits: number) => Array.from({ length: digits }, () => random.integer(0, 15).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}

/** A set of events: some a day for each entity, one after another, a few exactly on midnight or over it. */
export function eventSet(seed: FleetSeed, options: EventOptions): TimedSet {
  const { name, entities, most, lasts, crossesMidnight = false, parentOf = () => ({}), write } = options;
  const itemsOf = (entity: number, day: number): readonly Item[] => {
    const random = createRandom(seed.seed, name, entity, day);
    const count = random.integer(0, most);
    const step = Math.floor(dayMilliseconds / (count + 1));
    return Array.from({ length: count }, (_, index) => {
      const isOnMidnight = index === 0 && random.chance(0.25);
      const isOver = crossesMidnight && index === count - 1 && random.chance(0.5);
      const length = random.integer(lasts[0], lasts[1]) * minute;
      const latest = Math.max(1, step - length - minute);
      const inDay = isOver ? dayMilliseconds - Math.ceil(length / 2) : index * step + random.integer(1, latest);
      const at = day + (isOnMidnight ? 0 : inDay);
      const until = at + length;
      const updatedAt = until + (random.chance(0.2) ? random.integer(60, 26 * 60) : random.integer(0, 30)) * minute;
      const id = uuid(random);
      const extra = random.chance(seed.newFieldShare) ? { demoNewField: { origin: 'v2', rank: index } } : {};
      return { at, until, updatedAt, json: { ...write({ random, entity, at, until, id, updatedAt }), ...extra } };
    });
  };
  return { name, entities, parentOf, itemsOf };
}
