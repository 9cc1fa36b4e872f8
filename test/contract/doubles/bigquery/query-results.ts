import { type DuckDBResultReader, type DuckDBType, DuckDBTypeId, type DuckDBValue } from '@duckdb/node-api';
import { fromDuckdb } from '../../../../shared/adapters/duckdb/result-values.ts';
import { parseMicroseconds } from '../../../../shared/domain/warehouse/column-values.ts';

/** What DuckDB has computed, in the form of BigQuery's answers. */
export interface Result {
  readonly fields: readonly object[];
  readonly rows: readonly object[];
}

export function toResult(reader: DuckDBResultReader): Result {
  const types = reader.columnTypes();
  const fields = reader.columnNames().map((name, index) => toField(name, types[index]));
  const rows = reader.getRows().map((row) => ({ f: row.map((value, index) => ({ v: toCell(value, types[index]) })) }));
  return { fields, rows };
}

const typeNames = new Map<DuckDBTypeId, string>([
  [DuckDBTypeId.VARCHAR, 'STRING'],
  [DuckDBTypeId.TINYINT, 'INTEGER'],
  [DuckDBTypeId.INTEGER, 'INTEGER'],
  [DuckDBTypeId.BIGINT, 'INTEGER'],
  [DuckDBTypeId.HUGEINT, 'INTEGER'],
  [DuckDBTypeId.DOUBLE, 'FLOAT'],
  [DuckDBTypeId.DECIMAL, 'FLOAT'],
  [DuckDBTypeId.BOOLEAN, 'BOOLEAN'],
  [DuckDBTypeId.DATE, 'DATE'],
  [DuckDBTypeId.TIMESTAMP, 'TIMESTAMP'],
  [DuckDBTypeId.TIMESTAMP_TZ, 'TIMESTAMP'],
]);

function toField(name: string, type: DuckDBType | undefined): object {
  if (type?.typeId === DuckDBTypeId.LIST && 'valueType' in type)
    return { ...toField(name, type.valueType), mode: 'REPEATED' };
  const named = type?.alias === 'JSON' ? 'JSON' : typeNames.get(type?.typeId ?? DuckDBTypeId.INVALID);
  if (named === undefined) throw new Error(`the double has no BigQuery type for DuckDB's ${type}`);
  return { name, type: named, mode: 'NULLABLE' };
}

/** Every value is a text in BigQuery's answers, instants as microseconds. */
function toCell(value: DuckDBValue, type: DuckDBType | undefined): unknown {
  if (value === null) return null;
  const plain = fromDuckdb(value, type);
  if (type?.alias === 'JSON') return JSON.stringify(plain);
  if (Array.isArray(plain)) return plain.map((item) => ({ v: item === null ? null : String(item) }));
  const isInstant = type?.typeId === DuckDBTypeId.TIMESTAMP || type?.typeId === DuckDBTypeId.TIMESTAMP_TZ;
  return isInstant ? String(parseMicroseconds(plain)) : String(plain);
}
