import type { DuckDBValue } from '@duckdb/node-api';
import type { JsonValue } from '../../ports/documents.ts';
import { PermanentError } from '../../ports/failures.ts';
import type { Column, Row, TableDefinition } from '../../ports/warehouse.ts';
import { toColumnValue } from './column-values.ts';

/** The most rows one DuckDB data chunk takes. */
const batchRows = 2048;

export interface BatchOptions {
  /** The table's real columns, in its order; those the definition does not know stay empty. */
  readonly columnNames: readonly string[];
  /** `YYYY-MM-DD`: every row must belong to that day. */
  readonly day?: string;
}

/**
 * Checked rows by columns, in batches, so that memory stays flat.
 * @throws PermanentError that names table, row, column and value at the first that does not fit.
 */
export async function* readBatches(
  table: TableDefinition,
  rows: AsyncIterable<Row> | Iterable<Row>,
  { columnNames, day }: BatchOptions,
): AsyncGenerator<DuckDBValue[][]> {
  const known = new Map(table.columns.map((column) => [column.name, column]));
  const columns = columnNames.map((name) => findColumn(table, name));
  let batch: DuckDBValue[][] = columns.map(() => []);
  let count = 0;
  for await (const row of rows) {
    count++;
    for (const name of Object.keys(row))
      if (!known.has(name)) throw unfit(table, count, name, row[name], 'no such column');
    if (day !== undefined) checkDay(table, row, count, day);
    for (const [index, column] of columns.entries()) {
      batch[index]?.push(column === undefined ? null : toValue(table, column, row[column.name], count));
    }
    if (count % batchRows === 0) {
      yield batch;
      batch = columns.map(() => []);
    }
  }
  if (count % batchRows !== 0) yield batch;
}

function findColumn(table: TableDefinition, name: string): Column | undefined {
  return table.columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
}

function toValue(table: TableDefinition, column: Column, value: JsonValue | undefined, count: number): DuckDBValue {
  if (value === null || value === undefined) {
    if (column.required) throw unfit(table, count, column.name, value, 'a value is required');
    return null;
  }
  const converted = toColumnValue[column.type](value);
  if (converted === undefined) throw unfit(table, count, column.name, value, `it is not a ${column.type}`);
  return converted;
}

function checkDay(table: TableDefinition, row: Row, count: number, day: string): void {
  const name = table.partitionBy ?? '';
  const value = row[name];
  if (typeof value !== 'string' || value.slice(0, 10) !== day) {
    throw unfit(table, count, name, value, `it is not of the day ${day} that is replaced`);
  }
}

function unfit(
  table: TableDefinition,
  row: number,
  column: string,
  value: JsonValue | undefined,
  why: string,
): PermanentError {
  const shown = JSON.stringify(value)?.slice(0, 200);
  return new PermanentError(
    `table ${table.dataset}.${table.name}, row ${row}, column ${column}, value ${shown}: ${why}`,
  );
}
