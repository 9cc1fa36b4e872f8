import type { FleetColumnType } from './catalogue-schema.ts';
import type { Json } from './fleet-json.ts';

const leastInt64 = -(2n ** 63n);
const greatestInt64 = 2n ** 63n - 1n;
const wholePattern = /^-?\d{1,19}$/;
const numberPattern = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const instantPattern = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?(Z|z|[+-]\d\d:?\d\d)?$/;
const leastMs = Date.parse('0001-01-01T00:00:00Z');
const greatestMs = Date.parse('9999-12-31T23:59:59.999Z');

/** The value as a column of the type holds it, or undefined when it does not fit: then it belongs to `_extra`. */
export function toColumnValue(value: Json, type: FleetColumnType): Json | undefined {
  if (value === null) return null;
  return converters[type](value);
}

const converters: Readonly<Record<FleetColumnType, (value: Json) => Json | undefined>> = {
  STRING: (value) => (typeof value === 'string' ? value : scalarText(value)),
  INT64: toInt64,
  FLOAT64: toFloat,
  BOOL: (value) => (typeof value === 'boolean' ? value : undefined),
  DATE: (value) => (typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? toDate(value) : undefined),
  TIMESTAMP: toTimestamp,
  JSON: (value) => value,
};

function scalarText(value: Json): string | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function toInt64(value: Json): Json | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== 'string' || !wholePattern.test(value)) return undefined;
  const whole = BigInt(value);
  if (whole < leastInt64 || whole > greatestInt64) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : whole.toString();
}

function toFloat(value: Json): Json | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !numberPattern.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** False when a column holds only the nearest number of an integer: then its digits are kept in `_extra` too. */
export function isExact(value: Json, held: Json): boolean {
  if (typeof value !== 'string' || typeof held !== 'number' || !/^-?\d+$/.test(value)) return true;
  return BigInt(held) === BigInt(value);
}

/** Rows repeat few days: each is looked at once. */
const knownDays = new Map<string, boolean>();
const mostKnownDays = 10_000;

function isRealDay(day: string): boolean {
  const known = knownDays.get(day);
  if (known !== undefined) return known;
  const ms = Date.parse(`${day}T00:00:00Z`);
  const isReal = isInRange(ms) && new Date(ms).toISOString().startsWith(day);
  if (knownDays.size >= mostKnownDays) knownDays.clear();
  knownDays.set(day, isReal);
  return isReal;
}

function toDate(text: string): string | undefined {
  const day = text.slice(0, 10);
  return isRealDay(day) ? day : undefined;
}

/** An instant as most answers write it: nothing to be changed in it but the missing milliseconds. */
const usualInstant = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d\d\d)?Z$/;

/** ISO 8601 UTC with the microseconds it came with; a number is epoch milliseconds; an empty text is none. */
function toTimestamp(value: Json): Json | undefined {
  if (typeof value === 'number') return isInRange(value) ? new Date(value).toISOString() : undefined;
  if (typeof value !== 'string') return undefined;
  if (value === '') return null;
  if (usualInstant.test(value)) {
    if (!isRealDay(value.slice(0, 10))) return undefined;
    return value.length === 24 ? value : `${value.slice(0, 19)}.000Z`;
  }
  const [, day = '', time = '', fraction = '', zone = 'Z'] = instantPattern.exec(value) ?? [];
  const ms = Date.parse(`${day}T${time}${zone.toUpperCase()}`);
  if (toDate(day) === undefined || !isInRange(ms)) return undefined;
  const base = new Date(ms).toISOString().slice(0, 19);
  const digits = fraction.slice(0, 6).replace(/0+$/, '');
  return digits === '' ? `${base}.000Z` : `${base}.${digits.padEnd(digits.length > 3 ? 6 : 3, '0')}Z`;
}

function isInRange(ms: number): boolean {
  return ms >= leastMs && ms <= greatestMs;
}
