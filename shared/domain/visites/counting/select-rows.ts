import type { Selection } from '../analytics/selection.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import { deletedRow } from './row-columns.ts';

/** The rows of a selection, in the order of the visits' days; those of a visit come one after the other. */
export interface SelectedRows {
  readonly length: number;
  /** Only as far as `length`, and only until the next selection from this snapshot. */
  readonly rows: Uint32Array;
}

/**
 * Finds what is selected: the rows of the days first, then those that each filter keeps, a filter at a time and none that is
 * not asked. Counting goes over the result in a loop of its own: a function called for each row, another one for each page,
 * cost more than all the rest.
 */
export function selectRows(snapshot: CountedSnapshot, selection: Selection): SelectedRows {
  const { rowUser, rowPlace, rowField, rowScratch: rows } = snapshot;
  let length = rowsOfDays(snapshot, selection);
  if (selection.users !== null) length = keep(rows, length, rowUser, chosenUsers(snapshot, selection.users));
  if (selection.regions !== undefined)
    length = keep(rows, length, rowPlace, chosen(snapshot.places, selection.regions));
  if (selection.gammes !== undefined) length = keep(rows, length, rowField, chosen(snapshot.fields, selection.gammes));
  return { length, rows };
}

/** Writes the rows of the days asked, without those of deleted visits unless they are asked too. @returns how many. */
function rowsOfDays(snapshot: CountedSnapshot, { first, last, month, withDeleted }: Selection): number {
  const { days, dayRows, rowTraits, rowScratch: rows } = snapshot;
  const begin = first === undefined ? 0 : firstFrom(days, dayNumber(first));
  const end = last === undefined ? days.length : firstFrom(days, dayNumber(last) + 1);
  const isOfMonth = month === undefined ? undefined : monthCheck(month);
  const most = withDeleted ? 2 * deletedRow : deletedRow;
  let length = 0;
  for (let day = begin; day < end; day++) {
    if (isOfMonth !== undefined && !isOfMonth(days[day] ?? 0)) continue;
    const next = dayRows[day + 1] ?? 0;
    for (let row = dayRows[day] ?? 0; row < next; row++) {
      // Written in any case, and written over by the next when it is not to stay: no branch is foretold wrongly.
      rows[length] = row;
      length += Number((rowTraits[row] ?? 0) < most);
    }
  }
  return length;
}

/** Of the first `length` rows keeps those whose code is chosen, in their order. @returns how many. */
function keep(rows: Uint32Array, length: number, codes: CountedSnapshot['rowUser'], isChosen: Uint8Array): number {
  let kept = 0;
  for (let at = 0; at < length; at++) {
    const row = rows[at] ?? 0;
    rows[kept] = row;
    kept += isChosen[codes[row] ?? 0] ?? 0;
  }
  return kept;
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
