import type { Cells } from '../analytics/breakdowns.ts';
import type { Selection } from '../analytics/selection.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import { selectRows } from './select-rows.ts';
import { codesAt, toCells } from './to-cells.ts';

export function countUsers(snapshot: CountedSnapshot, selection: Selection): Cells<'users'> {
  const { rowPartner, rowPlace, rowField, partnerStatus, partnerStatuses } = snapshot;
  const { visitDay, visitUser, visitHead, userIds, headIds } = snapshot;
  const [regions, gammes] = [codesAt(0, snapshot.places), codesAt(0, snapshot.fields)];
  const region = new UsersOf(regions.codes.length, userIds.length);
  const gamme = new UsersOf(gammes.codes.length, userIds.length);
  const status = new UsersOf(partnerStatuses.length, userIds.length);
  const heads = new Uint32Array(headIds.length + 1);
  const firstVisit = new Int32Array(userIds.length).fill(-1);

  const { length, visits, rows } = selectRows(snapshot, selection);
  let known = -1;
  for (let at = 0; at < length; at++) {
    const visit = visits[at] ?? 0;
    const row = rows[at] ?? 0;
    const user = visitUser[visit] ?? 0;
    region.add(regions.numberOf[rowPlace[row] ?? 0] ?? 0, user);
    gamme.add(gammes.numberOf[rowField[row] ?? 0] ?? 0, user);
    status.add(partnerStatus[rowPartner[row] ?? 0] ?? 0, user);
    if (visit === known) continue;
    known = visit;
    const head = visitHead[visit] ?? 0;
    heads[head] = (heads[head] ?? 0) + 1;
    // Visits come in the order of their days.
    if (firstVisit[user] === -1) firstVisit[user] = visit;
  }
  return {
    gammes: toCells(gamme.counts(), (number) => [gammes.codes[number] ?? null]),
    regions: toCells(region.counts(), (number) => [regions.codes[number] ?? null]),
    statuts: toCells(status.counts(), (number) => [partnerStatuses[number] ?? null]),
    responsables: toCells(heads, (number) => [number === 0 ? null : (headIds[number - 1] ?? null)]),
    utilisateurs: Array.from(firstVisit, (visit, user) => ({ visit, user }))
      .filter(({ visit }) => visit !== -1)
      .map(({ visit, user }) => ({ keys: [userIds[user] ?? null], values: [visitDay[visit] ?? 0] })),
  };
}

/** Which users each group has: a byte for each pair of them. */
class UsersOf {
  readonly #seen: Uint8Array;
  readonly #users: number;

  constructor(groups: number, users: number) {
    this.#users = users;
    this.#seen = new Uint8Array(groups * users);
  }

  add(group: number, user: number): void {
    this.#seen[group * this.#users + user] = 1;
  }

  counts(): Uint32Array {
    const groups = this.#users === 0 ? 0 : this.#seen.length / this.#users;
    const counts = new Uint32Array(groups);
    for (let group = 0; group < groups; group++) {
      const begin = group * this.#users;
      for (let user = begin; user < begin + this.#users; user++) {
        counts[group] = (counts[group] ?? 0) + (this.#seen[user] ?? 0);
      }
    }
    return counts;
  }
}
