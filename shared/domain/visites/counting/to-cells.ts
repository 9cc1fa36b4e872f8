import type { Cell, Key } from '../analytics/breakdowns.ts';

/** One cell for each number that has a count. */
export function toCells(
  counts: Uint32Array | Float64Array,
  keysOf: (number: number) => readonly Key[],
): readonly Cell[] {
  const cells: Cell[] = [];
  for (let number = 0; number < counts.length; number++) {
    const count = counts[number] ?? 0;
    if (count !== 0) cells.push({ keys: keysOf(number), values: [count] });
  }
  return cells;
}

/** Counts things once a group: each thing's group comes with all of the thing's rows one after the other. */
export class DistinctCounter {
  readonly counts: Uint32Array;
  readonly #last: Int32Array;

  constructor(groups: number) {
    this.counts = new Uint32Array(groups);
    this.#last = new Int32Array(groups).fill(-1);
  }

  /** Whether the thing is new to the group. */
  add(group: number, thing: number): boolean {
    if (this.#last[group] === thing) return false;
    this.#last[group] = thing;
    this.counts[group] = (this.counts[group] ?? 0) + 1;
    return true;
  }
}

/** The numbers of the first codes of pairs: several pairs have one region. */
export function firstCodes(pairs: readonly (readonly [string | null, string | null])[]): {
  readonly codes: readonly (string | null)[];
  readonly numberOf: Uint16Array | Uint32Array;
} {
  const codes = [...new Set(pairs.map(([code]) => code))];
  const numbers = new Map(codes.map((code, number) => [code, number]));
  return { codes, numberOf: Uint32Array.from(pairs, ([code]) => numbers.get(code) ?? 0) };
}
