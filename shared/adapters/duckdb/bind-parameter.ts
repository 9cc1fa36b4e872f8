import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  type DuckDBPreparedStatement,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api';
import type { JsonValue } from '../../ports/documents.ts';
import { InvalidRequestError } from '../../ports/failures.ts';
import { typeParameter } from '../../ports/typed-parameter.ts';
import type { ColumnType, QueryParameter } from '../../ports/warehouse.ts';
import { toColumnValue } from './column-values.ts';

const types: Readonly<Record<ColumnType, DuckDBType>> = {
  STRING: VARCHAR,
  INT64: BIGINT,
  FLOAT64: DOUBLE,
  BOOL: BOOLEAN,
  DATE,
  TIMESTAMP,
  JSON: VARCHAR,
};

/** Gives a parameter its value, with the type that BigQuery would give it. */
export function bindParameter(
  statement: DuckDBPreparedStatement,
  name: string,
  parameter: QueryParameter | undefined,
): void {
  const index = statement.parameterIndex(name);
  if (parameter === undefined) throw new InvalidRequestError(`the query needs the parameter @${name}`);
  const typed = typeParameter(name, parameter);
  const type = types[typed.type];
  const convert = (value: JsonValue) => toDuckdb(name, typed.type, value);
  if ('values' in typed) statement.bindList(index, typed.values.map(convert), LIST(type));
  else if (typed.value === null) statement.bindNull(index);
  else statement.bindValue(index, convert(typed.value), type);
}

function toDuckdb(name: string, type: ColumnType, value: JsonValue): DuckDBValue {
  const converted = toColumnValue[type](value);
  if (converted !== undefined) return converted;
  throw new InvalidRequestError(`parameter @${name}: ${JSON.stringify(value).slice(0, 200)} is not a ${type}`);
}
