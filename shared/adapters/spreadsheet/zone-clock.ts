import { formatDayNumber, parseDayNumber } from '../../domain/warehouse/column-values.ts';
import { formatInZone } from '../../domain/zone.ts';

/** The wall clock of an ISO 8601 UTC instant, `YYYY-MM-DD HH:MM:SS`. */
export type ClockReader = (instant: string) => string;

const pattern = 'yyyy-MM-dd HH:mm:ss';
const maxKnown = 50_000;
const dayMinutes = 24 * 60;

/** A UTC day through which the zone's clock is so many minutes ahead of UTC, and the days that it shows. */
interface SteadyDay {
  readonly ahead: number;
  readonly before: string;
  readonly day: string;
  readonly after: string;
}

/**
 * Reads the zone's clock for millions of instants: it asks the zone for each UTC day's two ends only, unless the clock is
 * set between them, and before 1972, when zones had seconds.
 */
export function createClockReader(zone: string): ClockReader {
  const days = new Map<string, SteadyDay | 'set within'>();
  let latest: SteadyDay | undefined;

  function readDay(day: string): SteadyDay | 'set within' {
    const ahead = minutesAhead(`${day}T00:00:00Z`);
    const isSteady = ahead === minutesAhead(`${day}T23:59:59Z`);
    const number = parseDayNumber(day);
    const found =
      isSteady && number !== undefined
        ? { ahead, before: formatDayNumber(number - 1), day, after: formatDayNumber(number + 1) }
        : 'set within';
    if (days.size >= maxKnown) days.clear();
    days.set(day, found);
    return found;
  }

  function minutesAhead(instant: string): number {
    const shown = formatInZone(new Date(instant), pattern, zone);
    return (Date.parse(`${shown.replace(' ', 'T')}Z`) - Date.parse(instant)) / 60_000;
  }

  return (instant) => {
    if (latest === undefined || !instant.startsWith(latest.day)) {
      const day = instant.slice(0, 10);
      const known = day < '1972' ? 'set within' : (days.get(day) ?? readDay(day));
      if (known === 'set within') return formatInZone(new Date(instant), pattern, zone);
      latest = known;
    }
    const known = latest;
    const minute = digitsAt(instant, 11) * 60 + digitsAt(instant, 14) + known.ahead;
    const shown = minute < 0 ? known.before : minute < dayMinutes ? known.day : known.after;
    return `${shown} ${clockTexts[(minute + dayMinutes) % dayMinutes]}${instant.slice(16, 19)}`;
  };
}

/** `00:00` to `23:59`. */
const clockTexts = Array.from(
  { length: dayMinutes },
  (_, minute) => `${pad(Math.trunc(minute / 60))}:${pad(minute % 60)}`,
);

/** Two digits, without a text of them. */
function digitsAt(text: string, index: number): number {
  return (text.charCodeAt(index) - 48) * 10 + text.charCodeAt(index + 1) - 48;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
