import { toCodes } from '../snapshot/codes.ts';
import { IdIndex } from '../snapshot/id-index.ts';
import type { Codes, Snapshot } from '../snapshot/snapshot.ts';
import { deleted, perTrait, traitCodes, traitNumber, visitCombinations } from '../snapshot/traits.ts';
import { codesAt } from './to-cells.ts';

/** How many combinations of what `/data` counts a row may have. */
export const rowCombinations = visitCombinations * perTrait ** 2;
/** Added to the traits of the rows of a deleted visit. */
export const deletedRow = deleted * perTrait ** 2;

/** Numbers of a few codes take a byte a row: what a pass reads decides how long it takes. */
export type RowCodes = Uint8Array | Codes;

/**
 * What counting asks of each row, beside the row: what its visit and its partner say is looked up once, when the snapshot is
 * opened. A pass that looks it up row by row waits for memory most of its time.
 */
export interface RowColumns {
  /** The days that have visits, as `visitDay`, and where the rows of each begin; one more than there are days. */
  readonly days: Int32Array;
  readonly dayRows: Uint32Array;
  readonly rowVisit: Uint32Array;
  readonly rowUser: RowCodes;
  /** Below `rowCombinations`; those of a deleted visit `deletedRow` more. */
  readonly rowTraits: Uint16Array;
  readonly rowRegion: RowCodes;
  readonly rowGamme: RowCodes;
  readonly rowProfession: RowCodes;
  readonly rowPotential: RowCodes;
  readonly rowStatus: RowCodes;
  /** Which combination of profession, status, potential and region it has, and a row of each combination. */
  readonly rowProfile: Codes;
  readonly profileRow: Uint32Array;
  readonly regions: readonly (string | null)[];
  readonly gammes: readonly (string | null)[];
}

/** @param isOf whether an establishment's code is of that type of codification. */
export function rowColumns(
  snapshot: Snapshot,
  isOf: (type: (typeof traitCodes.secteur)[number], code: string) => boolean,
): RowColumns {
  const { visitRows, rowPartner, rowPlace, rowField } = snapshot;
  const rowVisit = visitOfEachRow(visitRows, rowPartner.length);
  const [regions, gammes] = [codesAt(0, snapshot.places), codesAt(0, snapshot.fields)];
  const { professions, potentials, partnerStatuses, userIds } = snapshot;
  const rowProfession = narrow(snapshot.rowProfession, professions.length);
  const rowStatus = gather(snapshot.partnerStatus, rowPartner, partnerStatuses.length);
  const rowPotential = gather(snapshot.partnerPotential, rowPartner, potentials.length);
  const rowRegion = gather(regions.numberOf, rowPlace, regions.codes.length);
  return {
    ...rowsByDay(snapshot),
    rowVisit,
    rowUser: gather(snapshot.visitUser, rowVisit, userIds.length),
    rowTraits: traitsOfEachRow(snapshot, rowVisit, isOf),
    rowGamme: gather(gammes.numberOf, rowField, gammes.codes.length),
    ...{ rowProfession, rowStatus, rowPotential, rowRegion },
    ...profiles(rowVisit.length, [
      [rowProfession, professions.length],
      [rowStatus, partnerStatuses.length],
      [rowPotential, potentials.length],
      [rowRegion, regions.codes.length],
    ]),
    regions: regions.codes,
    gammes: gammes.codes,
  };
}

/** Numbers the combinations of some columns, each with how many codes it has. */
function profiles(
  rows: number,
  columns: readonly (readonly [codes: RowCodes, count: number])[],
): Pick<RowColumns, 'rowProfile' | 'profileRow'> {
  const combination = new Float64Array(rows);
  for (const [codes, count] of columns) {
    for (let row = 0; row < rows; row++) combination[row] = (combination[row] ?? 0) * count + (codes[row] ?? 0);
  }
  const known = new IdIndex();
  const numbers = new Uint32Array(rows);
  const profileRow: number[] = [];
  for (let row = 0; row < rows; row++) {
    const number = known.add(combination[row] ?? 0);
    numbers[row] = number;
    if (number === profileRow.length) profileRow.push(row);
  }
  return { rowProfile: toCodes(numbers, known.size), profileRow: Uint32Array.from(profileRow) };
}

function visitOfEachRow(visitRows: Uint32Array, rows: number): Uint32Array {
  const rowVisit = new Uint32Array(rows);
  for (let visit = 0; visit + 1 < visitRows.length; visit++) {
    const end = visitRows[visit + 1] ?? 0;
    for (let row = visitRows[visit] ?? 0; row < end; row++) rowVisit[row] = visit;
  }
  return rowVisit;
}

function rowsByDay({ visitDay, visitRows }: Snapshot): Pick<RowColumns, 'days' | 'dayRows'> {
  const days: number[] = [];
  const begins: number[] = [];
  for (let visit = 0; visit < visitDay.length; visit++) {
    if (visit > 0 && visitDay[visit] === visitDay[visit - 1]) continue;
    days.push(visitDay[visit] ?? 0);
    begins.push(visitRows[visit] ?? 0);
  }
  return { days: Int32Array.from(days), dayRows: Uint32Array.from([...begins, visitRows.at(-1) ?? 0]) };
}

function narrow(codes: Codes, count: number): RowCodes {
  return count <= 0x100 ? new Uint8Array(codes) : codes;
}

/** `values[at]` for each of `places`, in the narrowest column for numbers below `count`. */
function gather(values: RowCodes, places: RowCodes, count: number): RowCodes {
  const gathered =
    count <= 0x100 ? new Uint8Array(places.length) : new (count <= 0x1_0000 ? Uint16Array : Uint32Array)(places.length);
  // One kind of array, whatever the snapshot has: a loop over several kinds is compiled for none of them.
  const wide = new Uint32Array(values);
  for (let at = 0; at < places.length; at++) gathered[at] = wide[places[at] ?? 0] ?? 0;
  return gathered;
}

function traitsOfEachRow(
  { visitTraits, professions, establishments, rowProfession, rowPartner, partnerEstablishment }: Snapshot,
  rowVisit: Uint32Array,
  isOf: Parameters<typeof rowColumns>[1],
): Uint16Array {
  const profession = Uint8Array.from(professions, (code) => traitNumber(traitCodes.profession, code));
  // Private or public is the type of the establishment's code.
  const sector = Uint8Array.from(establishments, (code) => {
    const type = traitCodes.secteur.find((one) => code !== null && isOf(one, code));
    return traitNumber(traitCodes.secteur, type ?? null);
  });
  const traits = new Uint16Array(rowVisit.length);
  for (let row = 0; row < traits.length; row++) {
    const ofPartner = sector[partnerEstablishment[rowPartner[row] ?? 0] ?? 0] ?? 0;
    const ofBoth = (profession[rowProfession[row] ?? 0] ?? 0) * perTrait + ofPartner;
    traits[row] = (visitTraits[rowVisit[row] ?? 0] ?? 0) * perTrait ** 2 + ofBoth;
  }
  return traits;
}
