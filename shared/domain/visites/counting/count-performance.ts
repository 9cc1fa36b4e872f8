import type { Cells } from '../analytics/breakdowns.ts';
import type { Selection } from '../analytics/selection.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import type { RowCodes } from './row-columns.ts';
import { dayText, type SelectedRows, selectRows } from './select-rows.ts';
import { toCells } from './to-cells.ts';

export function countPerformance(snapshot: CountedSnapshot, selection: Selection): Cells<'performance'> {
  const { rowVisit, rowProfile, rowUser, days, dayRows } = snapshot;
  const { professions, partnerStatuses, potentials, regions, userIds } = snapshot;
  const { length, rows } = selectRows(snapshot, selection);
  const users = new Uint32Array(userIds.length);
  const dayVisits = new Uint32Array(days.length);
  // Most visits have one row, and are counted once for all of its columns; the rows of the others are gathered at the front.
  const alone = new Uint32Array(snapshot.profileRow.length);
  let together = 0;
  let [day, nextDay, before] = [0, dayRows[1] ?? 0, -1];
  let [row, visit] = [rows[0] ?? 0, rowVisit[rows[0] ?? 0] ?? 0];
  for (let at = 0; at < length; at++) {
    const nextRow = rows[at + 1] ?? 0;
    const nextVisit = at + 1 === length ? -1 : (rowVisit[nextRow] ?? 0);
    if (visit !== before) {
      const user = rowUser[row] ?? 0;
      users[user] = (users[user] ?? 0) + 1;
      // Rows come in the order of their days.
      while (row >= nextDay) nextDay = dayRows[++day + 1] ?? 0;
      dayVisits[day] = (dayVisits[day] ?? 0) + 1;
    }
    if (visit !== before && visit !== nextVisit) {
      const profile = rowProfile[row] ?? 0;
      alone[profile] = (alone[profile] ?? 0) + 1;
    } else rows[together++] = row;
    before = visit;
    row = nextRow;
    visit = nextVisit;
  }
  const visitsBy = (codes: RowCodes, texts: readonly (string | null)[]) => {
    const counts = countVisits({ rows, length: together }, rowVisit, codes, texts.length);
    for (const [profile, row] of snapshot.profileRow.entries()) {
      const code = codes[row] ?? 0;
      counts[code] = (counts[code] ?? 0) + (alone[profile] ?? 0);
    }
    return toCells(counts, (number) => [texts[number] ?? null]);
  };
  return {
    professions: visitsBy(snapshot.rowProfession, professions),
    statuts: visitsBy(snapshot.rowStatus, partnerStatuses),
    potentiels: visitsBy(snapshot.rowPotential, potentials),
    regions: visitsBy(snapshot.rowRegion, regions),
    utilisateurs: toCells(users, (number) => [userIds[number] ?? null]),
    jours: toCells(dayVisits, (number) => [dayText(days[number] ?? 0)]),
  };
}

/** The distinct visits of each code: the rows of a visit come one after the other. */
function countVisits(
  { rows, length }: SelectedRows,
  rowVisit: Uint32Array,
  codes: RowCodes,
  count: number,
): Uint32Array {
  const counts = new Uint32Array(count);
  const last = new Int32Array(count).fill(-1);
  for (let at = 0; at < length; at++) {
    const row = rows[at] ?? 0;
    const visit = rowVisit[row] ?? 0;
    const code = codes[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + Number(last[code] !== visit);
    last[code] = visit;
  }
  return counts;
}
