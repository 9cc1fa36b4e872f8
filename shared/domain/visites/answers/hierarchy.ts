import type { Cell } from '../analytics/breakdowns.ts';
import type { Code, Reference } from '../analytics/reference.ts';
import {
  type Bucket,
  buckets,
  codesOf,
  compareCodes,
  compareNames,
  labelOf,
  sums,
  toCode,
  unknown,
} from './buckets.ts';

/** A bucket with the buckets it is made of. */
export interface Parent extends Bucket {
  readonly parts: readonly Bucket[];
}

/** Regions, those with nothing too, with their towns that have something. */
export function placesOf(cells: readonly Cell[], reference: Reference): readonly Parent[] {
  return parentsOf(cells, codesOf(reference, 'REGI')).map((region) => ({
    ...region,
    parts: partsOf(cells, region.code, [], (code) => labelOf(reference, 'VILL', code)),
  }));
}

/** Gammes with their specialities, known ones with nothing too. */
export function disciplinesOf(cells: readonly Cell[], reference: Reference): readonly Parent[] {
  const specialities = Map.groupBy(reference.codes('SPEC'), ({ parent }) => parent);
  return parentsOf(cells, codesOf(reference, 'GAMM')).map((gamme) => ({
    ...gamme,
    parts: partsOf(cells, gamme.code, (gamme.code && specialities.get(gamme.code)) || [], (code) =>
      labelOf(reference, 'SPEC', code),
    ),
  }));
}

function parentsOf(cells: readonly Cell[], known: Parameters<typeof buckets>[1]): readonly Bucket[] {
  return buckets(cells, known);
}

/** The second keys under a first one: the known ones in their order, the others by name, the unknown last. */
function partsOf(
  cells: readonly Cell[],
  parent: string | null,
  known: readonly Code[],
  label: (code: string) => string,
): readonly Bucket[] {
  const values = sums(
    cells.filter(({ keys }) => keys[0] === parent),
    1,
  );
  const others = [...values.keys()]
    .filter((code) => code !== null && !known.some((one) => one.code === code))
    .map(toCode)
    .map((code) => ({ code, label: label(code) }))
    .sort((a, b) => compareNames(a.label, b.label) || compareCodes(a.code, b.code));
  const missing = values.get(null) ?? 0;
  return [
    ...[...known, ...others].map(({ code, label: name }) => ({ code, label: name, value: values.get(code) ?? 0 })),
    ...(missing === 0 ? [] : [{ ...unknown, value: missing }]),
  ];
}
