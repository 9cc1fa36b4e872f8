import type { Cell, Cells, Key } from '../analytics/breakdowns.ts';
import type { Selection } from '../analytics/selection.ts';
import type { Codes } from '../snapshot/snapshot.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import { SumsByCode, toCells } from './to-cells.ts';
import { visitsByPartner } from './visits-by-partner.ts';

export function countPartenaire(snapshot: CountedSnapshot, selection: Selection): Cells<'partenaire'> {
  const { places, fields, potentials, establishments } = snapshot;
  const visits = visitsByPartner(snapshot, selection);
  const count = (codes: Codes, entries: readonly unknown[]) => countPartners(visits, codes, entries.length);
  return {
    potentiels: withVisits(visits, snapshot.partnerPotential, potentials),
    etablissements: toCells(count(snapshot.partnerEstablishment, establishments), (code) => [
      establishments[code] ?? null,
    ]),
    lieux: toCells(count(snapshot.partnerPlace, places), (code) => places[code] ?? []),
    disciplines: toCells(count(snapshot.partnerField, fields), (code) => fields[code] ?? []),
  };
}

/** The partners that have visits, by a column of theirs. */
function countPartners(visits: Uint32Array, codes: Codes, codeCount: number): Uint32Array {
  const counts = new Uint32Array(codeCount);
  for (let partner = 1; partner < visits.length; partner++) {
    if (visits[partner] === 0) continue;
    const code = codes[partner] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/** The partners that have visits, and their visits too. */
function withVisits(visits: Uint32Array, codes: Codes, entries: readonly Key[]): readonly Cell[] {
  const partners = countPartners(visits, codes, entries.length);
  const sums = new SumsByCode(entries.length);
  for (let partner = 1; partner < visits.length; partner++) {
    const theirs = visits[partner] ?? 0;
    if (theirs > 0) sums.add(codes[partner] ?? 0, theirs);
  }
  // Both have a cell for the same codes, in the order of their numbers.
  const totals = sums.cells((code) => code);
  return toCells(partners, (code) => [entries[code] ?? null]).map(({ keys, values }, at) => ({
    keys,
    values: [...values, ...(totals[at]?.values ?? [])],
  }));
}
