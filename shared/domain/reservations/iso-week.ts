import { addDays, type Day } from '../day.ts';
import { formatInZone, instantOf } from '../zone.ts';
import type { Instant } from './instant.ts';

/** A week of a zone, Monday 00:00 to Monday 00:00 by its wall clock. */
export interface Week {
  /** ISO 8601: `2026-W48`. */
  readonly name: string;
  readonly start: Instant;
  readonly end: Instant;
}

/** The week of the zone that holds the instant. */
export function weekAt(instant: Instant, zone: string): Week {
  return weekOfDay(formatInZone(new Date(instant * 1000), 'yyyy-MM-dd', zone), zone);
}

/** The weeks that [start, end) touches. */
export function weeksOf(start: Instant, end: Instant, zone: string): Week[] {
  const weeks: Week[] = [];
  for (let at = start; at < end; at = weeks.at(-1)?.end ?? end) weeks.push(weekAt(at, zone));
  return weeks;
}

/** Reads `2026-W48`. @returns undefined when there is no such week. */
export function parseWeek(name: string, zone: string): Week | undefined {
  const [, year = '', number = ''] = /^(\d{4})-W(\d{2})$/.exec(name) ?? [];
  if (year === '' || Number(year) < 1970) return undefined;
  // The fourth of January is always in the first week.
  const week = weekOfDay(addDays(`${year}-01-04`, (Number(number) - 1) * 7), zone);
  return week.name === name ? week : undefined;
}

function weekOfDay(day: Day, zone: string): Week {
  const monday = addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
  const year = addDays(monday, 3).slice(0, 4);
  const daysIn = (Date.parse(addDays(monday, 3)) - Date.parse(`${year}-01-01`)) / 86_400_000;
  return {
    name: `${year}-W${String(Math.floor(daysIn / 7) + 1).padStart(2, '0')}`,
    start: midnight(monday, zone),
    end: midnight(addDays(monday, 7), zone),
  };
}

function midnight(day: Day, zone: string): Instant {
  return Math.floor(instantOf(day, '', zone).getTime() / 1000);
}
