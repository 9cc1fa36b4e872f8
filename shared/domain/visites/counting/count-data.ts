import type { Cells, Key } from '../analytics/breakdowns.ts';
import type { CodeType } from '../analytics/reference.ts';
import type { Selection } from '../analytics/selection.ts';
import { deleted, perTrait, traitCodes, traitNumber, visitCombinations } from '../snapshot/traits.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import { selectRows } from './select-rows.ts';
import { toCells } from './to-cells.ts';

export function countData(snapshot: CountedSnapshot, selection: Selection): Cells<'data'> {
  const { visitTraits, rowPartner, rowPlace, rowField, rowProfession, partnerEstablishment, places, fields } = snapshot;
  const profession = Uint8Array.from(snapshot.professions, (code) => traitNumber(traitCodes.profession, code));
  const sector = Uint8Array.from(snapshot.establishments, (code) => sectorOf(snapshot, code));
  const traits = new Uint32Array(visitCombinations * perTrait * perTrait);
  const placeCounts = new Uint32Array(places.length);
  const fieldCounts = new Uint32Array(fields.length);

  const { length, visits, rows } = selectRows(snapshot, selection);
  for (let at = 0; at < length; at++) {
    const row = rows[at] ?? 0;
    const ofVisit = (visitTraits[visits[at] ?? 0] ?? 0) & (deleted - 1);
    const ofPartner =
      (profession[rowProfession[row] ?? 0] ?? 0) * perTrait +
      (sector[partnerEstablishment[rowPartner[row] ?? 0] ?? 0] ?? 0);
    const trait = ofVisit * perTrait * perTrait + ofPartner;
    const place = rowPlace[row] ?? 0;
    const field = rowField[row] ?? 0;
    traits[trait] = (traits[trait] ?? 0) + 1;
    placeCounts[place] = (placeCounts[place] ?? 0) + 1;
    fieldCounts[field] = (fieldCounts[field] ?? 0) + 1;
  }
  return {
    compteurs: toCells(traits, traitKeys),
    lieux: toCells(placeCounts, (place) => places[place] ?? []),
    disciplines: toCells(fieldCounts, (field) => fields[field] ?? []),
  };
}

/** Private or public is the type of the establishment's code. */
function sectorOf({ reference }: CountedSnapshot, code: string | null): number {
  const types: readonly CodeType[] = traitCodes.secteur;
  return traitNumber(traitCodes.secteur, types.find((type) => code !== null && reference.find(type, code)) ?? null);
}

function traitKeys(trait: number): readonly Key[] {
  const { planification, forme, accompagnement, profession, secteur } = traitCodes;
  const digit = (place: number) => Math.floor(trait / perTrait ** place) % perTrait;
  return [
    planification[digit(4)] ?? null,
    profession[digit(1)] ?? null,
    secteur[digit(0)] ?? null,
    forme[digit(3)] ?? null,
    accompagnement[digit(2)] ?? null,
  ];
}
