import type { ColumnOfValues } from './column-of-values.ts';

/**
 * What a cell is. `date` is `YYYY-MM-DD`, `datetime` an ISO 8601 UTC instant that people read in the business zone. `text`
 * stays text, whatever it looks like: leading zeros are kept, formulas never run.
 */
export type CellKind = 'text' | 'number' | 'date' | 'datetime';

export interface TableColumn {
  readonly header: string;
  readonly kind: CellKind;
  /** Characters; a guess by header and kind unless said. */
  readonly width?: number;
  /** The column's sum stands under it (XLSX). */
  readonly total?: boolean;
}

/** Some rows, column by column: `columns[c].at(r)`. */
export interface TableBatch {
  readonly columns: readonly ColumnOfValues[];
  readonly rows: number;
}

/** One sheet: its batches are read once, before the next sheet is asked for. */
export interface TableSheet {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  readonly batches: AsyncIterable<TableBatch>;
}

/**
 * Writes tables as the bytes of a file, as they come: memory stays the same whatever their length.
 * @throws PermanentError that names sheet, row and column of a value that its column cannot hold.
 */
export type TableWriter = (sheets: AsyncIterable<TableSheet>) => AsyncIterable<Uint8Array>;
