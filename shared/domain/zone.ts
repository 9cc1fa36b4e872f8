import { addDays, type Day } from './day.ts';
import { formatClock, type TimePattern, type WallClock } from './time-pattern.ts';

export { formatDayPattern, parseZoned, type TimePattern } from './time-pattern.ts';

/** Half-open: `from` belongs to it, `to` does not. */
export interface InstantInterval {
  readonly from: Date;
  readonly to: Date;
}

const dayMilliseconds = 24 * 60 * 60 * 1000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of the zone at that instant, by the pattern. @throws RangeError on an unknown zone. */
export function formatInZone(instant: Date, pattern: TimePattern, zone: string): string {
  return formatClock(clockAt(instant.getTime(), zone), pattern);
}

/**
 * The instant when the zone's wall clock shows that day and time (`HH:mm` or `HH:mm:ss`; empty is midnight).
 * A time that comes twice (clocks go back) is the first of the two; one that never comes (clocks go forward) is moved on by
 * the length of the gap. @throws RangeError on a day, a time or a zone that there is not.
 */
export function instantOf(day: Day, time: string, zone: string): Date {
  const wall = Date.parse(`${day}T${time === '' ? '00:00' : time}Z`);
  if (Number.isNaN(wall)) throw new RangeError(`« ${day} ${time} » n’est pas une date et une heure`);
  const before = wall - aheadOfUtc(wall - dayMilliseconds, zone);
  const after = wall - aheadOfUtc(wall + dayMilliseconds, zone);
  const shown = [before, after].filter((instant) => instant + aheadOfUtc(instant, zone) === wall);
  return new Date(shown.length > 0 ? Math.min(...shown) : before);
}

/** The day in the zone as instants: 23, 24 or 25 hours; the days of a zone follow each other without gap or overlap. */
export function dayBounds(day: Day, zone: string): InstantInterval {
  return { from: instantOf(day, '', zone), to: instantOf(addDays(day, 1), '', zone) };
}

/** What the zone's wall clock is ahead of UTC at that instant, in milliseconds. */
export function aheadOfUtc(instant: number, zone: string): number {
  const { year, month, day, hour, minute, second } = clockAt(instant, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

function clockAt(instant: number, zone: string): WallClock {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
    second: read('second'),
  };
}

/** Making a format costs a hundred times its use. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, made);
  return made;
}
