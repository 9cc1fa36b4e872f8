import type { DuckDBConnection } from '@duckdb/node-api';
import type { QueryParameters, Row } from '../../ports/warehouse.ts';
import { checkColumnNames, prepareSelect } from './prepare-select.ts';
import { fromDuckdb } from './result-values.ts';

/** Runs one GoogleSQL SELECT. @throws InvalidRequestError when it is anything else, or lacks a parameter. */
export async function runQuery(
  connection: DuckDBConnection,
  googleSql: string,
  parameters: QueryParameters,
): Promise<readonly Row[]> {
  const statement = await prepareSelect(connection, googleSql, parameters);
  try {
    const reader = await statement.runAndReadAll();
    const columnNames = checkColumnNames(reader.columnNames());
    const types = reader.columnTypes();
    return reader
      .getRows()
      .map((row) =>
        Object.fromEntries(row.map((value, index) => [columnNames[index], fromDuckdb(value, types[index])])),
      );
  } finally {
    statement.destroySync();
  }
}
