import type { ColumnOfValues } from './column-of-values.ts';
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

/**
 * Where rows come from: values, or objects of newline-delimited JSON without blank lines, either all gzip (their names end
 * with `.gz`) or none. INT64 beyond 2^53 is a text there too: readers of JSON round large numbers. `sums`, the SHA-256 of each
 * object in hex, says that the caller wrote these very bytes from the table's definition, each field with a column and of
 * its type, so that nobody looks again.
 */
export type RowSource =
  | { readonly rows: AsyncIterable<Row> | Iterable<Row> }
  | { readonly bucket: string; readonly objects: readonly string[]; readonly sums?: readonly string[] };

/**
 * `replacePartition` (`YYYY-MM-DD`): the rows take the place of that day's rows; every row must belong to that day.
 * `replaceAll`: they take the place of the whole table. Without a mode they are added: where a message may come twice,
 * replace, for whether a load that is asked again adds its rows again is not promised.
 */
export type LoadMode = { readonly replacePartition: string } | { readonly replaceAll: true };

/**
 * A parameter of a query. Texts, booleans and numbers (INT64 when whole, else FLOAT64) say their type themselves; null and
 * an empty list count as STRING. Where another type is meant, or 64 bits, give it: `{ type: 'INT64', values: [] }`.
 */
export type QueryParameter =
  | null
  | boolean
  | number
  | string
  | readonly (boolean | number | string)[]
  | { readonly type: ColumnType; readonly value: JsonValue }
  | { readonly type: Exclude<ColumnType, 'JSON'>; readonly values: readonly (boolean | number | string)[] };

export type QueryParameters = Readonly<Record<string, QueryParameter>>;

/** Some rows of a result, column by column: `columns[c].at(r)`, in the order of the SELECT; the same value shapes as rows have. Good until the next is asked for. */
export interface ResultBatch {
  readonly names: readonly string[];
  readonly columns: readonly ColumnOfValues[];
  readonly rows: number;
}

/**
 * Typed tables and GoogleSQL (BigQuery; DuckDB when embedded).
 * A value that does not fit its column's type is a `PermanentError` that names table, column and value; nothing is loaded
 * then. Of objects, BigQuery itself is the judge, and takes some more (a number for a STRING, a text for a FLOAT64).
 */
export interface Warehouse {
  /**
   * Creates dataset and table when they are missing, and adds columns that are new (as nullable). Drops nothing.
   * @throws InvalidRequestError when a column is there with another type.
   */
  ensureTable(table: TableDefinition): Promise<void>;
  /**
   * Loads all rows of the source, or none.
   * @returns how many rows were loaded.
   * @throws NotFoundError when the table or an object is not there.
   */
  load(table: TableDefinition, source: RowSource, mode?: LoadMode): Promise<{ readonly rows: number }>;
  /** Deletes the table and its rows; deleting what is not there is done already. */
  dropTable(table: Pick<TableDefinition, 'dataset' | 'name'>): Promise<void>;
  /**
   * Runs one GoogleSQL SELECT. Tables are written `dataset.table`, parameters `@name`; a list parameter serves
   * `IN UNNEST(@name)`. Rows come back with the same value shapes as they go in.
   */
  query(sql: string, parameters?: QueryParameters): Promise<readonly Row[]>;
  /**
   * Runs one GoogleSQL SELECT and gives its rows as they come, in the order asked: for results of any size, in little
   * memory. A result without rows is one batch without rows, so that its columns are known. What `query` throws, this
   * throws before the first batch; whoever stops early lets go of what it holds.
   */
  stream(sql: string, parameters?: QueryParameters): AsyncIterable<ResultBatch>;
}
