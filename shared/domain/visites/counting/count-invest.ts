import type { Cells } from '../analytics/breakdowns.ts';
import type { Selection } from '../analytics/selection.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import { createPeriodCheck } from './period-check.ts';
import { chosen } from './scan-visits.ts';
import { Tally } from './tally.ts';
import { visitsByPartner } from './visits-by-partner.ts';

export function countInvest(snapshot: CountedSnapshot, selection: Selection): Cells<'invest'> {
  const { partnerPlace, partnerField, partnerPotential, places, fields, potentials, partnerIds } = snapshot;
  const visits = visitsByPartner(snapshot, everyVisit(selection));
  const isPlace = chosen(places, selection.regions);
  const isField = chosen(fields, selection.gammes);
  const isDay = createPeriodCheck(selection);
  const tally = () => new Tally(1);
  const cells = {
    visites: tally(),
    gammes: tally(),
    statuts: tally(),
    potentiels: tally(),
    specialites: tally(),
    regions: tally(),
    types: tally(),
    categories: tally(),
  };

  for (let at = 0; at < snapshot.caseIds.length; at++) {
    const head = snapshot.caseHead[at] ?? Number.NaN;
    if (selection.users !== null && !selection.users.has(head)) continue;
    const day = snapshot.caseDay[at] ?? Number.NaN;
    if (!isDay(Number.isNaN(day) ? null : day)) continue;
    const partner = snapshot.casePartner[at] ?? 0;
    if (selection.partner !== undefined && (partner === 0 || partnerIds[partner - 1] !== selection.partner)) continue;
    if (selection.businessCase !== undefined && snapshot.caseIds[at] !== selection.businessCase) continue;
    const type = snapshot.investmentTypes[snapshot.caseType[at] ?? 0] ?? null;
    if (selection.investmentType !== undefined && type !== selection.investmentType) continue;
    const [place, field] = [partnerPlace[partner] ?? 0, partnerField[partner] ?? 0];
    if (isPlace[place] === 0 || isField[field] === 0) continue;
    const [gamme, speciality] = fields[field] ?? [null, null];
    const budget = [snapshot.caseHundredths[at] ?? 0];
    // No partner has no visits: those at 0 are of visits without partner.
    cells.visites.add([partner === 0 ? 0 : (visits[partner] ?? 0)], budget);
    cells.gammes.add([gamme], budget);
    cells.statuts.add([snapshot.caseStatuses[snapshot.caseStatus[at] ?? 0] ?? null], budget);
    cells.potentiels.add([potentials[partnerPotential[partner] ?? 0] ?? null], budget);
    cells.specialites.add([speciality], budget);
    cells.regions.add([places[place]?.[0] ?? null], budget);
    cells.types.add([type], budget);
    cells.categories.add([snapshot.investmentCategories[snapshot.caseCategory[at] ?? 0] ?? null], budget);
  }
  return {
    visites: cells.visites.cells(),
    gammes: cells.gammes.cells(),
    statuts: cells.statuts.cells(),
    potentiels: cells.potentiels.cells(),
    specialites: cells.specialites.cells(),
    regions: cells.regions.cells(),
    types: cells.types.cells(),
    categories: cells.categories.cells(),
  };
}

/** All visits that the caller may see: the filters are those of the business cases. */
function everyVisit({ visible }: Selection): Selection {
  return {
    users: visible,
    visible,
    first: undefined,
    last: undefined,
    month: undefined,
    regions: undefined,
    gammes: undefined,
    withDeleted: false,
    category: undefined,
    partner: undefined,
    businessCase: undefined,
    investmentType: undefined,
  };
}
