import type { JsonValue } from './documents.ts';

/** GoogleSQL names; DuckDB takes them too. NUMERIC stays out: money and counts are integers. */
export type ColumnType = 'STRING' | 'INT64' | 'FLOAT64' | 'BOOL' | 'DATE' | 'TIMESTAMP' | 'JSON';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly required?: boolean;
  readonly description?: string;
}

export interface TableDefinition {
  readonly dataset: string;
  readonly name: string;
  readonly columns: readonly Column[];
  /** A DATE column, or a TIMESTAMP column cut to its UTC day. */
  readonly partitionBy?: string;
  readonly clusterBy?: readonly string[];
}

/**
 * One row, by column name. DATE is `YYYY-MM-DD`, TIMESTAMP is ISO 8601 UTC, INT64 is a number when safe and a decimal
 * string otherwise (64 bits are never rounded), JSON is any JSON value.
 */
export type Row = Readonly<Record<string, JsonValue>>;

/** Where rows come from: values, or objects of newline-delimited JSON (gzip when the name ends with `.gz`). */
export type RowSource =
  | { readonly rows: AsyncIterable<Row> | Iterable<Row> }
  | { readonly bucket: string; readonly objects: readonly string[] };

/**
 * Typed tables and GoogleSQL (BigQuery; DuckDB when embedded).
 * A value that does not fit its column's type is a `PermanentError` that names table, column and value; nothing is loaded then.
 */
export interface Warehouse {
  /** Creates dataset and table when they are missing, and adds columns that are new (as nullable). Never drops anything. */
  ensureTable(table: TableDefinition): Promise<void>;
  /**
   * Loads all rows of the source, or none.
   * `replacePartition` (`YYYY-MM-DD`): the rows take the place of that day's rows; every row must belong to that day.
   * `replaceAll`: they take the place of the whole table. Neither: they are added.
   * @returns how many rows were loaded.
   */
  load(
    table: TableDefinition,
    source: RowSource,
    mode?: { readonly replacePartition: string } | { readonly replaceAll: true },
  ): Promise<{ readonly rows: number }>;
  /**
   * Runs one GoogleSQL SELECT. Tables are written `dataset.table`, parameters `@name`; a list parameter serves
   * `IN UNNEST(@name)`. Rows come back with the same value shapes as they go in.
   */
  query(
    sql: string,
    parameters?: Readonly<Record<string, JsonValue | readonly string[] | readonly number[]>>,
  ): Promise<readonly Row[]>;
}
