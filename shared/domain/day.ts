import * as z from 'zod';

/** A calendar day, `YYYY-MM-DD`, without a zone: the zone is the one of whoever wrote it. */
export type Day = string;

const dayMs = 86_400_000;
const isoPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const frenchPattern = /^(\d{2})\/(\d{2})\/(\d{4})$/;

function isRealDay(iso: string): boolean {
  const instant = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === iso;
}

/** `YYYY-MM-DD` or `jj/mm/aaaa` to a day; undefined when it is neither, or no day of the calendar (30 February). */
export function parseDay(text: string): Day | undefined {
  const french = frenchPattern.exec(text);
  const iso = french ? `${french[3]}-${french[2]}-${french[1]}` : text;
  return isoPattern.test(iso) && isRealDay(iso) ? iso : undefined;
}

/** Parses a day written `YYYY-MM-DD` or `jj/mm/aaaa`. */
export const daySchema = z.string().transform((text, context): Day => {
  const day = parseDay(text);
  if (day !== undefined) return day;
  context.addIssue({ code: 'custom', message: `« ${text} » n’est pas une date (jj/mm/aaaa ou aaaa-mm-jj)` });
  return z.NEVER;
});

/** The day it is at that instant in an IANA zone. */
export function dayInZone(instant: Date, zone: string): Day {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(instant);
}

/** The day so many days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  const instant = new Date(`${day}T00:00:00Z`);
  instant.setUTCDate(instant.getUTCDate() + count);
  return instant.toISOString().slice(0, 10);
}

/** Every day from the first to the last, both included; empty when the last comes before the first. */
export function daysBetween(first: Day, last: Day): Day[] {
  const begin = Date.parse(first);
  const count = Math.max(0, (Date.parse(last) - begin) / dayMs + 1);
  return Array.from({ length: count }, (_, rank) => new Date(begin + rank * dayMs).toISOString().slice(0, 10));
}

/** `jj/mm/aaaa`, as people read it. */
export function formatDay(day: Day): string {
  return day.split('-').reverse().join('/');
}
