import type { Cell, Cells, Key } from '../analytics/breakdowns.ts';
import type { Selection } from '../analytics/selection.ts';
import type { Codes } from '../snapshot/snapshot.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import { visitsByPartner } from './visits-by-partner.ts';

export function countPartenaire(snapshot: CountedSnapshot, selection: Selection): Cells<'partenaire'> {
  const { places, fields, potentials, establishments } = snapshot;
  const visits = visitsByPartner(snapshot, selection);
  return {
    potentiels: countPartners(visits, snapshot.partnerPotential, (code) => [potentials[code] ?? null], 2),
    etablissements: countPartners(visits, snapshot.partnerEstablishment, (code) => [establishments[code] ?? null], 1),
    lieux: countPartners(visits, snapshot.partnerPlace, (code) => places[code] ?? [], 1),
    disciplines: countPartners(visits, snapshot.partnerField, (code) => fields[code] ?? [], 1),
  };
}

/** The partners that have visits by a column of theirs, and their visits too as a second measure. */
function countPartners(
  visits: Uint32Array,
  codes: Codes,
  keysOf: (code: number) => readonly Key[],
  measures: 1 | 2,
): readonly Cell[] {
  const counts = new Map<number, [number, number]>();
  for (let partner = 1; partner < visits.length; partner++) {
    const theirs = visits[partner] ?? 0;
    if (theirs === 0) continue;
    const code = codes[partner] ?? 0;
    const [partners, total] = counts.get(code) ?? [0, 0];
    counts.set(code, [partners + 1, total + theirs]);
  }
  return [...counts].map(([code, values]) => ({ keys: keysOf(code), values: values.slice(0, measures) }));
}
