import type { Cell, Key } from '../analytics/breakdowns.ts';

/** Sums by keys, of tables too small to number their keys. */
export class Tally {
  readonly #cells = new Map<string, { readonly keys: readonly Key[]; readonly values: number[] }>();
  readonly #measures: number;

  constructor(measures: number) {
    this.#measures = measures;
  }

  add(keys: readonly Key[], values: readonly number[]): void {
    const name = JSON.stringify(keys);
    const cell = this.#cells.get(name) ?? { keys, values: new Array<number>(this.#measures).fill(0) };
    for (const [place, value] of values.entries()) cell.values[place] = (cell.values[place] ?? 0) + value;
    this.#cells.set(name, cell);
  }

  cells(): readonly Cell[] {
    return [...this.#cells.values()];
  }
}
