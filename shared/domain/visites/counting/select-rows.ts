import type { Selection } from '../analytics/selection.ts';
import { deleted } from '../snapshot/traits.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';

/** The rows of a selection, in the order of the visits' days; those of a visit come one after the other. */
export interface SelectedRows {
  readonly length: number;
  /** The visit and the row of each. Only as far as `length`, and only until the next selection from this snapshot. */
  readonly visits: Uint32Array;
  readonly rows: Uint32Array;
}

/**
 * Finds what is selected, in one pass. Counting goes over the result in a loop of its own: a function called for each
 * row, another one for each page, cost more than all the rest.
 */
export function selectRows(snapshot: CountedSnapshot, selection: Selection): SelectedRows {
  const { visitDay, visitUser, visitTraits, visitRows, rowPlace, rowField } = snapshot;
  const { visits, rows } = snapshot.scratch;
  const isUser = chosenUsers(snapshot, selection.users);
  const isPlace = chosen(snapshot.places, selection.regions);
  const isField = chosen(snapshot.fields, selection.gammes);
  const begin = selection.first === undefined ? 0 : firstFrom(visitDay, dayNumber(selection.first));
  const end = selection.last === undefined ? visitDay.length : firstFrom(visitDay, dayNumber(selection.last) + 1);
  const isDay = selection.month === undefined ? undefined : monthCheck(selection.month);
  const most = selection.withDeleted ? 2 * deleted : deleted;
  let length = 0;

  for (let at = begin; at < end; at++) {
    if (isUser[visitUser[at] ?? 0] === 0 || (visitTraits[at] ?? 0) >= most) continue;
    if (isDay !== undefined && !isDay(visitDay[at] ?? 0)) continue;
    const last = visitRows[at + 1] ?? 0;
    for (let row = visitRows[at] ?? 0; row < last; row++) {
      if (isPlace[rowPlace[row] ?? 0] === 0 || isField[rowField[row] ?? 0] === 0) continue;
      visits[length] = at;
      rows[length++] = row;
    }
  }
  return { length, visits, rows };
}

/** For each number of `userIds` whether the user is one of these: 1 or 0. */
export function chosenUsers({ userIds, userNumbers }: CountedSnapshot, users: ReadonlySet<number> | null): Uint8Array {
  const chosen = new Uint8Array(userIds.length);
  if (users === null) return chosen.fill(1);
  for (const id of users) {
    const number = userNumbers.get(id);
    if (number !== undefined) chosen[number] = 1;
  }
  return chosen;
}

/** For each pair whether its first code is one of these: 1 or 0. */
export function chosen(
  pairs: readonly (readonly [string | null, string | null])[],
  codes: readonly string[] | undefined,
): Uint8Array {
  return Uint8Array.from(pairs, ([code]) => Number(codes === undefined || (code !== null && codes.includes(code))));
}

export function dayNumber(day: string): number {
  return Date.parse(day) / 86_400_000;
}

export function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** Whether a day is of that month; the days of a month come together, and are looked up once. */
export function monthCheck(month: number): (day: number) => boolean {
  let [known, isOfMonth] = [Number.NaN, false];
  return (day) => {
    if (day !== known) {
      known = day;
      isOfMonth = new Date(day * 86_400_000).getUTCMonth() + 1 === month;
    }
    return isOfMonth;
  };
}

/** The first place whose day is that one or later. */
function firstFrom(days: Int32Array, day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
