import { DuckDBDateValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import { parseDayNumber, parseInt64, parseMicroseconds } from '../../domain/warehouse/column-values.ts';
import type { JsonValue } from '../../ports/documents.ts';
import type { ColumnType } from '../../ports/warehouse.ts';

/** SQL type of each column type. TIMESTAMP is without a zone: everything inside is UTC. */
export const sqlTypes: Readonly<Record<ColumnType, string>> = {
  STRING: 'VARCHAR',
  INT64: 'BIGINT',
  FLOAT64: 'DOUBLE',
  BOOL: 'BOOLEAN',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP',
  JSON: 'JSON',
};

/** The value for a column of each type, or undefined when it does not fit. Null is the caller's affair. */
export const toColumnValue: Readonly<Record<ColumnType, (value: JsonValue) => DuckDBValue | undefined>> = {
  STRING: (value) => (typeof value === 'string' ? value : undefined),
  INT64: parseInt64,
  FLOAT64: (value) => (typeof value === 'number' ? value : undefined),
  BOOL: (value) => (typeof value === 'boolean' ? value : undefined),
  DATE: (value) => {
    const day = parseDayNumber(value);
    return day === undefined ? undefined : new DuckDBDateValue(day);
  },
  TIMESTAMP: (value) => {
    const micros = parseMicroseconds(value);
    return micros === undefined ? undefined : new DuckDBTimestampValue(micros);
  },
  JSON: (value) => JSON.stringify(value),
};
