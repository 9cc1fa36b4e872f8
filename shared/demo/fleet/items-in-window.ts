import { dayMilliseconds, type Item, type TimedSet } from './data/dataset.ts';
import type { AskedWindow } from './windows.ts';

/** Which rows a window has: by their start, by any part of them, by their last change, or with the end included. */
export type Anchor = 'start' | 'startInclusive' | 'overlap' | 'updated';

/** Nothing here lasts longer, or changes later, than this many days after its start. */
const lookBackDays: Readonly<Record<Anchor, number>> = { start: 0, startInclusive: 0, overlap: 1, updated: 2 };

const belongs: Readonly<Record<Anchor, (item: Item, window: AskedWindow) => boolean>> = {
  start: ({ at }, { from, to }) => at >= from && at < to,
  startInclusive: ({ at }, { from, to }) => at >= from && at <= to,
  overlap: ({ at, until = at }, { from, to }) => at < to && (until > from || at >= from),
  updated: ({ at, updatedAt = at }, { from, to }) => updatedAt >= from && updatedAt < to,
};

/** The rows of an entity that a window has, in the order of their start. */
export function itemsInWindow(set: TimedSet, entity: number, window: AskedWindow, anchor: Anchor): Item[] {
  const items: Item[] = [];
  const firstDay = Math.floor(window.from / dayMilliseconds) - lookBackDays[anchor];
  for (let day = firstDay * dayMilliseconds; day <= window.to; day += dayMilliseconds) {
    for (const item of set.itemsOf(entity, day)) if (belongs[anchor](item, window)) items.push(item);
  }
  return items;
}
