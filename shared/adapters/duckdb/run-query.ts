import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  type DuckDBPreparedStatement,
  LIST,
  StatementType,
  VARCHAR,
} from '@duckdb/node-api';
import type { JsonValue } from '../../ports/documents.ts';
import { InvalidRequestError } from '../../ports/failures.ts';
import type { Row } from '../../ports/warehouse.ts';
import { fromDuckdb } from './result-values.ts';
import { translateSql } from './translate-sql.ts';

export type QueryParameters = Readonly<Record<string, JsonValue | readonly string[] | readonly number[]>>;

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

function bindParameter(
  statement: DuckDBPreparedStatement,
  name: string,
  value: QueryParameters[string] | undefined,
): void {
  const index = statement.parameterIndex(name);
  if (value === undefined) throw new InvalidRequestError(`the query needs the parameter @${name}`);
  if (value === null) statement.bindNull(index);
  else if (typeof value === 'string') statement.bindVarchar(index, value);
  else if (typeof value === 'boolean') statement.bindBoolean(index, value);
  else if (typeof value === 'number') bindNumber(statement, index, value);
  else if (Array.isArray(value)) bindList(statement, index, name, value);
  else throw new InvalidRequestError(`parameter @${name}: a map cannot be a parameter`);
}

function bindNumber(statement: DuckDBPreparedStatement, index: number, value: number): void {
  if (Number.isSafeInteger(value)) statement.bindBigInt(index, BigInt(value));
  else statement.bindDouble(index, value);
}

function bindList(statement: DuckDBPreparedStatement, index: number, name: string, values: readonly JsonValue[]): void {
  const strings = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value === 'number');
  const booleans = values.filter((value) => typeof value === 'boolean');
  if (strings.length === values.length) statement.bindList(index, strings, LIST(VARCHAR));
  else if (booleans.length === values.length) statement.bindList(index, booleans, LIST(BOOLEAN));
  else if (numbers.length !== values.length) {
    throw new InvalidRequestError(`parameter @${name}: a list holds texts only, numbers only or booleans only`);
  } else if (numbers.every(Number.isSafeInteger)) statement.bindList(index, numbers.map(BigInt), LIST(BIGINT));
  else statement.bindList(index, numbers, LIST(DOUBLE));
}
