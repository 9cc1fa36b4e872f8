import { DuckDBDateValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import type { JsonValue } from '../../ports/documents.ts';
import type { ColumnType } from '../../ports/warehouse.ts';

const dayMs = 86_400_000;
const leastInt64 = -(2n ** 63n);
const greatestInt64 = 2n ** 63n - 1n;
const timestampPattern = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:Z|\+00:00)$/;

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
  const day = typeof value === 'string' ? dayNumber(value) : undefined;
  return day === undefined ? undefined : new DuckDBDateValue(day);
}

function toTimestamp(value: JsonValue): DuckDBTimestampValue | undefined {
  const match = typeof value === 'string' ? timestampPattern.exec(value) : null;
  if (match === null) return undefined;
  const [, dayText = '', hours, minutes, seconds, fraction = ''] = match;
  const day = dayNumber(dayText);
  if (day === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const second = day * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return new DuckDBTimestampValue(BigInt(second) * 1_000_000n + BigInt(fraction.padEnd(6, '0')));
}

/** Loads repeat few days: reading each again is what would cost most. */
const knownDays = new Map<string, number | undefined>();
const maxKnownDays = 10_000;

/** Days since 1970-01-01, or undefined for a day that does not exist, such as 30 February. */
function dayNumber(text: string): number | undefined {
  if (knownDays.has(text)) return knownDays.get(text);
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  const isReal = !Number.isNaN(ms) && !text.startsWith('0000') && new Date(ms).toISOString().startsWith(text);
  const day = isReal ? ms / dayMs : undefined;
  if (knownDays.size >= maxKnownDays) knownDays.clear();
  knownDays.set(text, day);
  return day;
}
