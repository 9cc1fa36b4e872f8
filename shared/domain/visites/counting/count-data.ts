import type { Cells, Key } from '../analytics/breakdowns.ts';
import type { Selection } from '../analytics/selection.ts';
import { perTrait, traitCodes } from '../snapshot/traits.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import { deletedRow, rowCombinations } from './row-columns.ts';
import { selectRows } from './select-rows.ts';
import { toCells } from './to-cells.ts';

export function countData(snapshot: CountedSnapshot, selection: Selection): Cells<'data'> {
  const { rowTraits, rowPlace, rowField, places, fields } = snapshot;
  const traits = new Uint32Array(2 * deletedRow);
  const placeCounts = new Uint32Array(places.length);
  const fieldCounts = new Uint32Array(fields.length);

  const { length, rows } = selectRows(snapshot, selection);
  for (let at = 0; at < length; at++) {
    const row = rows[at] ?? 0;
    const trait = rowTraits[row] ?? 0;
    const place = rowPlace[row] ?? 0;
    const field = rowField[row] ?? 0;
    traits[trait] = (traits[trait] ?? 0) + 1;
    placeCounts[place] = (placeCounts[place] ?? 0) + 1;
    fieldCounts[field] = (fieldCounts[field] ?? 0) + 1;
  }
  const counters = traits.slice(0, rowCombinations).map((count, trait) => count + (traits[trait + deletedRow] ?? 0));
  return {
    compteurs: toCells(counters, traitKeys),
    lieux: toCells(placeCounts, (place) => places[place] ?? []),
    disciplines: toCells(fieldCounts, (field) => fields[field] ?? []),
  };
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
