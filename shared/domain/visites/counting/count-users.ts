import type { Cells } from '../analytics/breakdowns.ts';
import type { Selection } from '../analytics/selection.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import { selectRows } from './select-rows.ts';
import { toCells } from './to-cells.ts';

export function countUsers(snapshot: CountedSnapshot, selection: Selection): Cells<'users'> {
  const { rowVisit, rowUser, rowRegion, rowGamme, rowStatus, regions, gammes, partnerStatuses } = snapshot;
  const { visitDay, visitHead, userIds, headIds } = snapshot;
  const region = new UsersOf(regions.length, userIds.length);
  const gamme = new UsersOf(gammes.length, userIds.length);
  const status = new UsersOf(partnerStatuses.length, userIds.length);
  const heads = new Uint32Array(headIds.length + 1);
  const firstVisit = new Int32Array(userIds.length).fill(-1);

  const { length, rows } = selectRows(snapshot, selection);
  let known = -1;
  for (let at = 0; at < length; at++) {
    const row = rows[at] ?? 0;
    const visit = rowVisit[row] ?? 0;
    const user = rowUser[row] ?? 0;
    region.add(rowRegion[row] ?? 0, user);
    gamme.add(rowGamme[row] ?? 0, user);
    status.add(rowStatus[row] ?? 0, user);
    if (visit === known) continue;
    known = visit;
    const head = visitHead[visit] ?? 0;
    heads[head] = (heads[head] ?? 0) + 1;
    // Visits come in the order of their days.
    if (firstVisit[user] === -1) firstVisit[user] = visit;
  }
  return {
    gammes: toCells(gamme.counts(), (number) => [gammes[number] ?? null]),
    regions: toCells(region.counts(), (number) => [regions[number] ?? null]),
    statuts: toCells(status.counts(), (number) => [partnerStatuses[number] ?? null]),
    responsables: toCells(heads, (number) => [number === 0 ? null : (headIds[number - 1] ?? null)]),
    utilisateurs: Array.from(firstVisit, (visit, user) => ({ visit, user }))
      .filter(({ visit }) => visit !== -1)
      .map(({ visit, user }) => ({ keys: [userIds[user] ?? null], values: [visitDay[visit] ?? 0] })),
  };
}

/** Which users each group has: a byte for each pair of them, those of a user together. */
class UsersOf {
  readonly #seen: Uint8Array;
  readonly #groups: number;

  constructor(groups: number, users: number) {
    this.#groups = groups;
    this.#seen = new Uint8Array(groups * users);
  }

  add(group: number, user: number): void {
    this.#seen[user * this.#groups + group] = 1;
  }

  counts(): Uint32Array {
    const counts = new Uint32Array(this.#groups);
    for (let at = 0; at < this.#seen.length; at += this.#groups) {
      for (let group = 0; group < this.#groups; group++) {
        counts[group] = (counts[group] ?? 0) + (this.#seen[at + group] ?? 0);
      }
    }
    return counts;
  }
}
