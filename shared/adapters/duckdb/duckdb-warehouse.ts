import { checkObjectsToLoad } from '../../ports/load-objects.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { TableDefinition, Warehouse } from '../../ports/warehouse.ts';
import { createConnectionPool } from './connection-pool.ts';
import { loadFiles } from './load-files.ts';
import { loadRows } from './load-rows.ts';
import { createOneThread } from './one-thread.ts';
import { readJsonLines } from './read-json-lines.ts';
import { runQuery } from './run-query.ts';
import { createSpool } from './spool.ts';
import { streamQuery } from './stream-query.ts';
import { createLocks } from './table-locks.ts';
import { createTable, dropTable, tableSql } from './table-sql.ts';

/**
 * The warehouse in one DuckDB file, opened on the first use; one process owns it. Loads of one table run one after the
 * other, so a source of rows must not itself load into the same table. `close` waits for nothing: call it last.
 */
export function createDuckdbWarehouse(
  path: string,
  { objects }: { readonly objects: ObjectStore },
): Warehouse & { close(): Promise<void> } {
  const spool = createSpool(`${path}.loading`, objects);
  const pool = createConnectionPool(path, spool.folder);
  const oneThread = createOneThread(pool);
  const withLock = createLocks();
  const keyOf = (table: Pick<TableDefinition, 'dataset' | 'name'>) => tableSql(table).toLowerCase();

  return {
    ensureTable: async (table) =>
      // Changes of the catalogue conflict with each other, whatever the table.
      withLock(keyOf(table), () =>
        withLock('catalogue', () => pool.use((connection) => createTable(connection, table))),
      ),
    async load(table, source, mode) {
      if ('objects' in source) checkObjectsToLoad(source.objects);
      return withLock(keyOf(table), () =>
        pool.use(async (connection) => {
          if ('rows' in source) return { rows: await loadRows(connection, table, source.rows, mode) };
          const { bucket, objects: names, sums } = source;
          const loaded =
            sums &&
            (await spool.withFiles({ bucket, names, sums }, (files) =>
              oneThread.run(() => loadFiles(connection, table, files, mode)),
            ));
          return { rows: loaded ?? (await loadRows(connection, table, readJsonLines(objects, bucket, names), mode)) };
        }),
      );
    },
    dropTable: async (table) =>
      withLock(keyOf(table), () => withLock('catalogue', () => pool.use((connection) => dropTable(connection, table)))),
    query: (sql, parameters = {}) => pool.use((connection) => runQuery(connection, sql, parameters)),
    stream: (sql, parameters = {}) => pool.stream((connection) => streamQuery(connection, sql, parameters)),
    close() {
      oneThread.close();
      return pool.close();
    },
  };
}
