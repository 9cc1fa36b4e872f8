import * as z from 'zod';

/**
 * Whole seconds since 1970, UTC: the only time that reservations know, so that sums and comparisons are exact.
 */
export type Instant = number;

export const daySeconds = 86_400;
const lastInstant = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(0+))?([Zz]|[+-]\d{2}:\d{2})| (\d{2}):(\d{2}):(\d{2}))$/;
const rfc1123 = /^(\w{3}), (\d{2}) (\w{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Reads RFC 3339 with its offset (`T` or a space), RFC 1123 in GMT, or `YYYY-MM-DD HH:MM:SS`, which is UTC.
 * @returns undefined when it is none of them, no instant of the calendar (30 February, second 60, hour 24), a part of a
 * second, or outside the years 1970 to 9999.
 */
export function parseInstant(text: string): Instant | undefined {
  const found = iso.exec(text);
  const instant = found === null ? parseRfc1123(text) : parseIso(found);
  return instant !== undefined && instant >= 0 && instant <= lastInstant ? instant : undefined;
}

function parseIso(found: RegExpExecArray): Instant | undefined {
  const [, year, month, day, h1, m1, s1, , offset, h2, m2, s2] = found;
  const wall = wallSeconds(
    Number(year),
    Number(month),
    Number(day),
    Number(h1 ?? h2),
    Number(m1 ?? m2),
    Number(s1 ?? s2),
  );
  const ahead = offsetSeconds(offset ?? 'Z');
  return wall === undefined || ahead === undefined ? undefined : wall - ahead;
}

function parseRfc1123(text: string): Instant | undefined {
  const [, weekday = '', day, month = '', year, hour, minute, second] = rfc1123.exec(text) ?? [];
  const index = months.indexOf(month);
  if (index === -1) return undefined;
  const instant = wallSeconds(Number(year), index + 1, Number(day), Number(hour), Number(minute), Number(second));
  if (instant === undefined) return undefined;
  return weekdays[new Date(instant * 1000).getUTCDay()] === weekday ? instant : undefined;
}

function wallSeconds(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.getTime() / 1000 : undefined;
}

function offsetSeconds(offset: string): number | undefined {
  if (/^z$/i.test(offset)) return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4, 6));
  if (hours > 23 || minutes > 59) return undefined;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
}

/** RFC 1123 in GMT, as the API writes every date: `Fri, 07 Feb 2020 13:00:00 GMT`. */
export function formatInstant(instant: Instant): string {
  return new Date(instant * 1000).toUTCString();
}

/** A date as a caller writes it. */
export const instantSchema = z
  .string()
  .transform((text, context): Instant => {
    const instant = parseInstant(text);
    if (instant !== undefined) return instant;
    context.addIssue({
      code: 'custom',
      message: 'n’est pas une date : 2026-11-25T13:00:00Z, Fri, 07 Feb 2020 13:00:00 GMT ou 2020-02-07 13:00:00 (UTC)',
    });
    return z.NEVER;
  })
  .meta({ examples: ['2026-11-26T13:00:00+01:00'] });

/** A date as the API answers it. */
export const writtenInstantSchema = z
  .string()
  .regex(
    /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  )
  .meta({ examples: ['Fri, 07 Feb 2020 13:00:00 GMT'] });

/** The number of the UTC day that holds the instant; day 0 is 1 January 1970. */
export function utcDayOf(instant: Instant): number {
  return Math.floor(instant / daySeconds);
}

/** The UTC days that [start, end) touches. */
export function utcDaysOf(start: Instant, end: Instant): number[] {
  const first = utcDayOf(start);
  return Array.from({ length: Math.max(0, utcDayOf(end - 1) - first + 1) }, (_, index) => first + index);
}

/** `2026-11-25` for the number of a UTC day. */
export function formatUtcDay(day: number): string {
  return new Date(day * daySeconds * 1000).toISOString().slice(0, 10);
}
