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

/** Sums by a number below `codes`; what nothing was added to has no cell, what adds up to 0 has one. */
export class SumsByCode {
  readonly #sums: Float64Array;

  constructor(codes: number) {
    this.#sums = new Float64Array(codes).fill(Number.NaN);
  }

  add(code: number, value: number): void {
    const sum = this.#sums[code] ?? Number.NaN;
    this.#sums[code] = Number.isNaN(sum) ? value : sum + value;
  }

  cells(keyOf: (code: number) => Key): readonly Cell[] {
    return Array.from(this.#sums, (sum, code) => ({ sum, code }))
      .filter(({ sum }) => !Number.isNaN(sum))
      .map(({ sum, code }) => ({ keys: [keyOf(code)], values: [sum] }));
  }
}

/** How often each number came; NaN is one too. */
export class Occurrences {
  readonly #counts = new Map<number, number>();

  add(number: number): void {
    this.#counts.set(number, (this.#counts.get(number) ?? 0) + 1);
  }

  entries(): IterableIterator<[number: number, count: number]> {
    return this.#counts.entries();
  }
}

/** The first codes of pairs, or the second, numbered: several pairs have one region. */
export function codesAt(
  place: 0 | 1,
  pairs: readonly (readonly [string | null, string | null])[],
): {
  readonly codes: readonly (string | null)[];
  readonly numberOf: Uint32Array;
} {
  const codes = [...new Set(pairs.map((pair) => pair[place]))];
  const numbers = new Map(codes.map((code, number) => [code, number]));
  return { codes, numberOf: Uint32Array.from(pairs, (pair) => numbers.get(pair[place]) ?? 0) };
}
