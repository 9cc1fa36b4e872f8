import { type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { InvalidRequestError } from '../../ports/failures.ts';
import { replacedDay } from '../../ports/row-check.ts';
import type { LoadMode, Row, TableDefinition } from '../../ports/warehouse.ts';
import { readBatches } from './row-batches.ts';
import { deleteReplaced, readColumns } from './table-sql.ts';

/** Deletes what is replaced and appends all rows in one transaction. @returns how many rows were loaded. */
export async function loadRows(
  connection: DuckDBConnection,
  table: TableDefinition,
  rows: AsyncIterable<Row> | Iterable<Row>,
  mode?: LoadMode,
): Promise<number> {
  const day = replacedDay(table, mode);
  await connection.run('BEGIN TRANSACTION');
  try {
    if (mode !== undefined) await deleteReplaced(connection, table, day);
    const count = await appendRows(connection, table, rows, day);
    await connection.run('COMMIT');
    return count;
  } catch (error) {
    // A failed commit has rolled back already, and says so when asked again.
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
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
