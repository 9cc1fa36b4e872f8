import { DuckDBDateValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import type { JsonValue } from '../../ports/documents.ts';
import type { ColumnType } from '../../ports/warehouse.ts';

const dayMs = 86_400_000;
const leastInt64 = -(2n ** 63n);
const greatestInt64 = 2n ** 63n - 1n;
const timestampPattern = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{1,6})\d*)?(?:Z|\+00:00)$/;

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
  INT64: toInt64,
  FLOAT64: (value) => (typeof value === 'number' ? value : undefined),
  BOOL: (value) => (typeof value === 'boolean' ? value : undefined),
  DATE: toDate,
  TIMESTAMP: toTimestamp,
  JSON: (value) => JSON.stringify(value),
};

function toInt64(value: JsonValue): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  if (typeof value !== 'string' || !/^-?\d{1,19}$/.test(value)) return undefined;
  const whole = BigInt(value);
  return whole >= leastInt64 && whole <= greatestInt64 ? whole : undefined;
}

function toDate(value: JsonValue): DuckDBDateValue | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined;
  const ms = utcMs(`${value}T00:00:00`);
  return ms === undefined ? undefined : new DuckDBDateValue(ms / dayMs);
}

function toTimestamp(value: JsonValue): DuckDBTimestampValue | undefined {
  const match = typeof value === 'string' ? timestampPattern.exec(value) : null;
  if (match === null) return undefined;
  const [, day, time, fraction = ''] = match;
  const ms = utcMs(`${day}T${time}`);
  return ms === undefined ? undefined : new DuckDBTimestampValue(BigInt(ms) * 1000n + BigInt(fraction.padEnd(6, '0')));
}

/** Undefined for an instant that does not exist, such as 30 February. */
function utcMs(second: string): number | undefined {
  const ms = Date.parse(`${second}Z`);
  if (Number.isNaN(ms) || second.startsWith('0000')) return undefined;
  return new Date(ms).toISOString().startsWith(second) ? ms : undefined;
}
