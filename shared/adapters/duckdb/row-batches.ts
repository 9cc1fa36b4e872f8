import type { DuckDBValue } from '@duckdb/node-api';
import { convertValue, createRowCheck } from '../../ports/row-check.ts';
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
  const checkRow = createRowCheck(table, day);
  const columns = columnNames.map((name) => findColumn(table, name));
  let batch: DuckDBValue[][] = columns.map(() => []);
  let count = 0;
  for await (const row of rows) {
    count++;
    checkRow(row, count);
    for (const [index, column] of columns.entries()) {
      const value = column && convertValue(table, column, row[column.name], count, toColumnValue);
      batch[index]?.push(value ?? null);
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
