import { type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { InvalidRequestError } from '../../ports/failures.ts';
import type { LoadMode, Row, TableDefinition } from '../../ports/warehouse.ts';
import { inPlaceOf } from './in-place-of.ts';
import { readBatches } from './row-batches.ts';
import { readColumns } from './table-sql.ts';

/** Deletes what is replaced and appends all rows in one transaction. @returns how many rows were loaded. */
export async function loadRows(
  connection: DuckDBConnection,
  table: TableDefinition,
  rows: AsyncIterable<Row> | Iterable<Row>,
  mode?: LoadMode,
): Promise<number> {
  return inPlaceOf(connection, table, mode, (day) => appendRows(connection, table, rows, day));
}

async function appendRows(
  connection: DuckDBConnection,
  table: TableDefinition,
  rows: AsyncIterable<Row> | Iterable<Row>,
  day: string | undefined,
): Promise<number> {
  const columnNames = (await readColumns(connection, table)).map((column) => column.name);
  const missing = table.columns.find(
    (column) => !columnNames.some((name) => name.toLowerCase() === column.name.toLowerCase()),
  );
  if (missing !== undefined) {
    throw new InvalidRequestError(
      `table ${table.dataset}.${table.name} has no column ${missing.name} yet: ensure the table first`,
    );
  }
  const appender = await connection.createAppender(table.name, table.dataset);
  try {
    const types = columnNames.map((_, index) => appender.columnType(index));
    let count = 0;
    for await (const columns of readBatches(table, rows, { columnNames, ...(day === undefined ? {} : { day }) })) {
      const chunk = DuckDBDataChunk.create(types);
      chunk.setColumns(columns);
      appender.appendDataChunk(chunk);
      count += chunk.rowCount;
    }
    appender.flushSync();
    return count;
  } catch (error) {
    appender.clear();
    throw error;
  } finally {
    appender.closeSync();
  }
}
