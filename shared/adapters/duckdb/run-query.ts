import { type DuckDBConnection, StatementType } from '@duckdb/node-api';
import { InvalidRequestError } from '../../ports/failures.ts';
import type { QueryParameters, Row } from '../../ports/warehouse.ts';
import { bindParameter } from './bind-parameter.ts';
import { fromDuckdb } from './result-values.ts';
import { translateSql } from './translate-sql.ts';

/** Runs one GoogleSQL SELECT. @throws InvalidRequestError when it is anything else, or lacks a parameter. */
export async function runQuery(
  connection: DuckDBConnection,
  googleSql: string,
  parameters: QueryParameters,
): Promise<readonly Row[]> {
  const { sql, parameters: names } = translateSql(googleSql);
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw new InvalidRequestError(`one SELECT at a time, not ${statements.count} statements`);
  const statement = await statements.prepare(0);
  try {
    if (statement.statementType !== StatementType.SELECT) throw new InvalidRequestError('only SELECT is allowed');
    for (const name of names) bindParameter(statement, name, parameters[name]);
    const reader = await statement.runAndReadAll();
    const columnNames = reader.columnNames();
    if (new Set(columnNames).size !== columnNames.length)
      throw new InvalidRequestError('two columns of the result have the same name');
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
