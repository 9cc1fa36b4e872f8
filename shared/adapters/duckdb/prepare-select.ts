import { type DuckDBConnection, type DuckDBPreparedStatement, StatementType } from '@duckdb/node-api';
import { InvalidRequestError } from '../../ports/failures.ts';
import type { QueryParameters } from '../../ports/warehouse.ts';
import { bindParameter } from './bind-parameter.ts';
import { translateSql } from './translate-sql.ts';

/**
 * One GoogleSQL SELECT, ready to run; destroy it afterwards.
 * @throws InvalidRequestError when it is anything else, or lacks a parameter.
 */
export async function prepareSelect(
  connection: DuckDBConnection,
  googleSql: string,
  parameters: QueryParameters,
): Promise<DuckDBPreparedStatement> {
  const { sql, parameters: names } = translateSql(googleSql);
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw new InvalidRequestError(`one SELECT at a time, not ${statements.count} statements`);
  const statement = await statements.prepare(0);
  try {
    if (statement.statementType !== StatementType.SELECT) throw new InvalidRequestError('only SELECT is allowed');
    for (const name of names) bindParameter(statement, name, parameters[name]);
    return statement;
  } catch (error) {
    statement.destroySync();
    throw error;
  }
}

/** @throws InvalidRequestError when two columns have the same name, which no row can hold. */
export function checkColumnNames(names: readonly string[]): readonly string[] {
  if (new Set(names).size !== names.length)
    throw new InvalidRequestError('two columns of the result have the same name');
  return names;
}
