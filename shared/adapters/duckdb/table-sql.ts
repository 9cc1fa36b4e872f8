import type { DuckDBConnection } from '@duckdb/node-api';
import { InvalidRequestError, NotFoundError } from '../../ports/failures.ts';
import type { TableDefinition } from '../../ports/warehouse.ts';
import { sqlTypes } from './column-values.ts';

type NamedTable = Pick<TableDefinition, 'dataset' | 'name'> & Partial<Pick<TableDefinition, 'columns'>>;

/** The table's name in SQL. @throws InvalidRequestError when BigQuery would not take a name of it. */
export function tableSql({ dataset, name: table, columns = [] }: NamedTable): string {
  for (const name of [dataset, table, ...columns.map((column) => column.name)]) {
    if (!/^[\p{L}_][\p{L}\p{N}_]{0,299}$/u.test(name))
      throw new InvalidRequestError(`"${name}" cannot name a dataset, table or column`);
  }
  return `"${dataset}"."${table}"`;
}

/** The columns the table really has, in its order, with their SQL types. */
export async function readColumns(
  connection: DuckDBConnection,
  table: TableDefinition,
): Promise<readonly { readonly name: string; readonly type: string }[]> {
  const reader = await connection.runAndReadAll(
    'SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = $1 AND table_name = $2 ORDER BY column_index',
    [table.dataset, table.name],
  );
  const columns = reader.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
  if (columns.length === 0) throw new NotFoundError(`no table ${table.dataset}.${table.name}`);
  return columns;
}

/** Makes what is missing of dataset, table and columns. @throws InvalidRequestError when a column has another type already. */
export async function createTable(connection: DuckDBConnection, table: TableDefinition): Promise<void> {
  const name = tableSql(table);
  const columns = table.columns.map(
    (column) => `"${column.name}" ${sqlTypes[column.type]}${column.required ? ' NOT NULL' : ''}`,
  );
  await connection.run(`CREATE SCHEMA IF NOT EXISTS "${table.dataset}"`);
  await connection.run(`CREATE TABLE IF NOT EXISTS ${name} (${columns.join(', ')})`);
  const present = new Map(
    (await readColumns(connection, table)).map((column) => [column.name.toLowerCase(), column.type]),
  );
  for (const column of table.columns) {
    const [wanted, type] = [sqlTypes[column.type], present.get(column.name.toLowerCase())];
    if (type === undefined) await connection.run(`ALTER TABLE ${name} ADD COLUMN "${column.name}" ${wanted}`);
    else if (type !== wanted) {
      throw new InvalidRequestError(
        `column ${table.dataset}.${table.name}.${column.name} is ${type} already, not ${wanted}`,
      );
    }
  }
}

/** Deletes the table; done already where it, or its dataset, is not there. */
export async function dropTable(
  connection: DuckDBConnection,
  table: Pick<TableDefinition, 'dataset' | 'name'>,
): Promise<void> {
  const reader = await connection.runAndReadAll('SELECT 1 FROM duckdb_schemas() WHERE schema_name = $1', [
    table.dataset,
  ]);
  if (reader.getRows().length > 0) await connection.run(`DROP TABLE IF EXISTS ${tableSql(table)}`);
}

/** Deletes the rows that a load takes the place of. */
export async function deleteReplaced(
  connection: DuckDBConnection,
  table: TableDefinition,
  day: string | undefined,
): Promise<void> {
  if (day === undefined) {
    await connection.run(`DELETE FROM ${tableSql(table)}`);
    return;
  }
  const column = `"${table.partitionBy}"`;
  const start = `DATE '${day}'`;
  await connection.run(
    `DELETE FROM ${tableSql(table)} WHERE ${column} >= ${start} AND ${column} < ${start} + INTERVAL 1 DAY`,
  );
}
