import type { Cells } from '../analytics/breakdowns.ts';
import type { Selection } from '../analytics/selection.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import { createPeriodCheck } from './period-check.ts';
import { chosen } from './select-rows.ts';
import { codesAt, SumsByCode } from './to-cells.ts';
import { visitsByPartner } from './visits-by-partner.ts';

export function countInvest(snapshot: CountedSnapshot, selection: Selection): Cells<'invest'> {
  const { partnerPlace, partnerField, partnerPotential, places, fields, potentials, partnerIds } = snapshot;
  const visits = selection.visible === null ? snapshot.partnerVisits : visitsByPartner(snapshot, everyVisit(selection));
  const isPlace = chosen(places, selection.regions);
  const isField = chosen(fields, selection.gammes);
  const isDay = createPeriodCheck(selection);
  const [gammes, specialities] = [codesAt(0, fields), codesAt(1, fields)];
  const regions = codesAt(0, places);
  const mostVisits = visits.reduce((most, one) => Math.max(most, one), 0);
  const sums = {
    visites: new SumsByCode(mostVisits + 1),
    gammes: new SumsByCode(gammes.codes.length),
    statuts: new SumsByCode(snapshot.caseStatuses.length),
    potentiels: new SumsByCode(potentials.length),
    specialites: new SumsByCode(specialities.codes.length),
    regions: new SumsByCode(regions.codes.length),
    types: new SumsByCode(snapshot.investmentTypes.length),
    categories: new SumsByCode(snapshot.investmentCategories.length),
  };

  for (let at = 0; at < snapshot.caseIds.length; at++) {
    const head = snapshot.caseHead[at] ?? Number.NaN;
    if (selection.users !== null && !selection.users.has(head)) continue;
    const day = snapshot.caseDay[at] ?? Number.NaN;
    if (!isDay(Number.isNaN(day) ? null : day)) continue;
    const partner = snapshot.casePartner[at] ?? 0;
    if (selection.partner !== undefined && (partner === 0 || partnerIds[partner - 1] !== selection.partner)) continue;
    if (selection.businessCase !== undefined && snapshot.caseIds[at] !== selection.businessCase) continue;
    const type = snapshot.caseType[at] ?? 0;
    if (selection.investmentType !== undefined && snapshot.investmentTypes[type] !== selection.investmentType) continue;
    const [place, field] = [partnerPlace[partner] ?? 0, partnerField[partner] ?? 0];
    if (isPlace[place] === 0 || isField[field] === 0) continue;
    const budget = snapshot.caseHundredths[at] ?? 0;
    // No partner has no visits: those at 0 are of visits without partner.
    sums.visites.add(partner === 0 ? 0 : (visits[partner] ?? 0), budget);
    sums.gammes.add(gammes.numberOf[field] ?? 0, budget);
    sums.statuts.add(snapshot.caseStatus[at] ?? 0, budget);
    sums.potentiels.add(partnerPotential[partner] ?? 0, budget);
    sums.specialites.add(specialities.numberOf[field] ?? 0, budget);
    sums.regions.add(regions.numberOf[place] ?? 0, budget);
    sums.types.add(type, budget);
    sums.categories.add(snapshot.caseCategory[at] ?? 0, budget);
  }
  const byText = (sum: SumsByCode, texts: readonly (string | null)[]) => sum.cells((code) => texts[code] ?? null);
  return {
    visites: sums.visites.cells((count) => count),
    gammes: byText(sums.gammes, gammes.codes),
    statuts: byText(sums.statuts, snapshot.caseStatuses),
    potentiels: byText(sums.potentiels, potentials),
    specialites: byText(sums.specialites, specialities.codes),
    regions: byText(sums.regions, regions.codes),
    types: byText(sums.types, snapshot.investmentTypes),
    categories: byText(sums.categories, snapshot.investmentCategories),
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
