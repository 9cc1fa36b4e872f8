import type { DuckDBConnection } from '@duckdb/node-api';
import { replacedDay } from '../../ports/row-check.ts';
import type { LoadMode, TableDefinition } from '../../ports/warehouse.ts';
import { deleteReplaced } from './table-sql.ts';

/** Deletes what is replaced and lets the work insert, in one transaction: all of it, or nothing when the work throws. */
export async function inPlaceOf<T>(
  connection: DuckDBConnection,
  table: TableDefinition,
  mode: LoadMode | undefined,
  insert: (day: string | undefined) => Promise<T>,
): Promise<T> {
  const day = replacedDay(table, mode);
  await connection.run('BEGIN TRANSACTION');
  try {
    if (mode !== undefined) await deleteReplaced(connection, table, day);
    const inserted = await insert(day);
    await connection.run('COMMIT');
    return inserted;
  } catch (error) {
    // A failed commit has rolled back already, and says so when asked again.
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
