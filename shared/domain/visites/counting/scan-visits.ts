import type { Selection } from '../analytics/selection.ts';
import { deleted } from '../snapshot/traits.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';

/** What is done with what a scan selects. */
export interface Visitor {
  /** A selected row of a visit; the rows of a visit come one after the other. */
  readonly row: (visit: number, row: number) => void;
  /** A visit of which a row was selected, after its rows. */
  readonly visit?: (visit: number) => void;
}

/** Shows a visitor each selected row, in the order of the visits' days. */
export function scanVisits(snapshot: CountedSnapshot, selection: Selection, { row, visit }: Visitor): void {
  const { visitDay, visitUser, visitTraits, visitRows, rowPlace, rowField } = snapshot;
  const isUser = chosenUsers(snapshot, selection.users);
  const isPlace = chosen(snapshot.places, selection.regions);
  const isField = chosen(snapshot.fields, selection.gammes);
  const begin = selection.first === undefined ? 0 : firstFrom(visitDay, dayNumber(selection.first));
  const end = selection.last === undefined ? visitDay.length : firstFrom(visitDay, dayNumber(selection.last) + 1);
  const isDay = selection.month === undefined ? undefined : monthCheck(selection.month);
  const most = selection.withDeleted ? 2 * deleted : deleted;

  for (let at = begin; at < end; at++) {
    if (isUser[visitUser[at] ?? 0] === 0 || (visitTraits[at] ?? 0) >= most) continue;
    if (isDay !== undefined && !isDay(visitDay[at] ?? 0)) continue;
    let found = false;
    const last = visitRows[at + 1] ?? 0;
    for (let one = visitRows[at] ?? 0; one < last; one++) {
      if (isPlace[rowPlace[one] ?? 0] === 0 || isField[rowField[one] ?? 0] === 0) continue;
      row(at, one);
      found = true;
    }
    if (found && visit !== undefined) visit(at);
  }
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
