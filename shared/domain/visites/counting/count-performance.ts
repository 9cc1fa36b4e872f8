import type { Cells } from '../analytics/breakdowns.ts';
import type { Selection } from '../analytics/selection.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import { dayText, selectRows } from './select-rows.ts';
import { codesAt, DistinctCounter, toCells } from './to-cells.ts';

export function countPerformance(snapshot: CountedSnapshot, selection: Selection): Cells<'performance'> {
  const { rowPartner, rowPlace, rowProfession, partnerPotential, partnerStatus, visitDay, visitUser } = snapshot;
  const { potentials, partnerStatuses, professions: professionCodes, userIds } = snapshot;
  const regions = codesAt(0, snapshot.places);
  const profession = new DistinctCounter(professionCodes.length);
  const status = new DistinctCounter(partnerStatuses.length);
  const potential = new DistinctCounter(potentials.length);
  const region = new DistinctCounter(regions.codes.length);
  const users = new Uint32Array(userIds.length);
  const days: [day: number, visits: number][] = [];

  const { length, visits, rows } = selectRows(snapshot, selection);
  let known = -1;
  for (let at = 0; at < length; at++) {
    const visit = visits[at] ?? 0;
    const row = rows[at] ?? 0;
    const partner = rowPartner[row] ?? 0;
    profession.add(rowProfession[row] ?? 0, visit);
    status.add(partnerStatus[partner] ?? 0, visit);
    potential.add(partnerPotential[partner] ?? 0, visit);
    region.add(regions.numberOf[rowPlace[row] ?? 0] ?? 0, visit);
    if (visit === known) continue;
    known = visit;
    const user = visitUser[visit] ?? 0;
    users[user] = (users[user] ?? 0) + 1;
    // Visits come in the order of their days.
    const day = visitDay[visit] ?? 0;
    const last = days.at(-1);
    if (last?.[0] === day) last[1]++;
    else days.push([day, 1]);
  }
  return {
    professions: toCells(profession.counts, (number) => [professionCodes[number] ?? null]),
    statuts: toCells(status.counts, (number) => [partnerStatuses[number] ?? null]),
    potentiels: toCells(potential.counts, (number) => [potentials[number] ?? null]),
    regions: toCells(region.counts, (number) => [regions.codes[number] ?? null]),
    utilisateurs: toCells(users, (number) => [userIds[number] ?? null]),
    jours: days.map(([day, visits]) => ({ keys: [dayText(day)], values: [visits] })),
  };
}
