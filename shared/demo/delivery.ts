/** One file of a generated delivery. */
export interface GeneratedTable {
  readonly table: string;
  /** About how many rows it has, for who shows progress. */
  readonly expectedRows: number;
  /** Its rows by the delivery's column names, made one at a time. */
  rows(): Iterable<Readonly<Record<string, string | number>>>;
}

export interface GenerateOptions {
  /** Rows of the main table. */
  readonly rows: number;
  readonly seed: string;
  /** The last day of the data. The same three give the same bytes. */
  readonly until: string;
}
