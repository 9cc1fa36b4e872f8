const dayMs = 86_400_000;
const leastInt64 = -(2n ** 63n);
const greatestInt64 = 2n ** 63n - 1n;
const timestampPattern = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:Z|\+00:00)$/;

/** A safe number or a decimal text as 64 bits, or undefined when it is neither or does not fit. */
export function parseInt64(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  if (typeof value !== 'string' || !/^-?\d{1,19}$/.test(value)) return undefined;
  const whole = BigInt(value);
  return whole >= leastInt64 && whole <= greatestInt64 ? whole : undefined;
}

/** Microseconds since 1970 of an ISO 8601 UTC text, or undefined for anything else. */
export function parseMicroseconds(value: unknown): bigint | undefined {
  const match = typeof value === 'string' ? timestampPattern.exec(value) : null;
  if (match === null) return undefined;
  const [, dayText, hours, minutes, seconds, fraction = ''] = match;
  const day = parseDayNumber(dayText);
  if (day === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const second = day * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return BigInt(second) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
}

/** Milliseconds as `Date` writes them, or microseconds when there are any. */
export function formatMicroseconds(micros: bigint | number): string {
  const total = Number(micros);
  if (total < leastPlainMicros || total > greatestPlainMicros) return formatFarMicroseconds(BigInt(micros));
  const day = Math.floor(total / dayMicros);
  const ofDay = total - day * dayMicros;
  const minute = Math.floor(ofDay / minuteMicros);
  const ofMinute = ofDay - minute * minuteMicros;
  const second = Math.floor(ofMinute / 1_000_000);
  const fraction = ofMinute - second * 1_000_000;
  return `${formatDayNumber(day)}T${minuteTexts[minute]}${secondTexts[second]}${fractionText(fraction)}`;
}

const dayMicros = 86_400_000_000;
const minuteMicros = 60_000_000;
/** Between them a number is exact and a year has four digits. */
const leastPlainMicros = Date.UTC(1000, 0, 1) * 1000;
const greatestPlainMicros = Date.UTC(2200, 0, 1) * 1000;
const twoDigits = (number: number) => String(number).padStart(2, '0');
const minuteTexts = Array.from(
  { length: 1440 },
  (_, minute) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`,
);
const secondTexts = Array.from({ length: 60 }, (_, second) => `:${twoDigits(second)}`);

function fractionText(micros: number): string {
  if (micros === 0) return '.000Z';
  return `.${micros % 1000 === 0 ? String(micros / 1000).padStart(3, '0') : String(micros).padStart(6, '0')}Z`;
}

function formatFarMicroseconds(micros: bigint): string {
  const fine = ((micros % 1000n) + 1000n) % 1000n;
  const text = new Date(Number((micros - fine) / 1000n)).toISOString();
  return fine === 0n ? text : `${text.slice(0, -1)}${String(fine).padStart(3, '0')}Z`;
}

/** A number where it is exact, else the digits: 64 bits are never rounded. */
export function formatInt64(value: bigint | number): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

/** Loads repeat few days: reading each again is what would cost most. */
const knownDays = new Map<string, number | undefined>();
const maxKnownDays = 10_000;

/** Days since 1970-01-01 of a `YYYY-MM-DD`, or undefined for a day that does not exist, such as 30 February. */
export function parseDayNumber(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  if (knownDays.has(value)) return knownDays.get(value);
  const ms = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  const isReal = !Number.isNaN(ms) && !value.startsWith('0000') && new Date(ms).toISOString().startsWith(value);
  const day = isReal ? ms / dayMs : undefined;
  if (knownDays.size >= maxKnownDays) knownDays.clear();
  knownDays.set(value, day);
  return day;
}

const dayTexts = new Map<number, string>();

/** `YYYY-MM-DD` of so many days since 1970-01-01. */
export function formatDayNumber(day: number): string {
  const known = dayTexts.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * dayMs).toISOString().slice(0, 10);
  if (dayTexts.size >= maxKnownDays) dayTexts.clear();
  dayTexts.set(day, text);
  return text;
}
