import { formatInZone } from '../../domain/zone.ts';

/** The wall clock of an ISO 8601 UTC instant, `YYYY-MM-DD HH:MM:SS`. */
export type ClockReader = (instant: string) => string;

const pattern = 'yyyy-MM-dd HH:mm:ss';
const maxKnown = 50_000;
const quarterMilliseconds = 15 * 60_000;

interface Quarter {
  readonly hour: string;
  readonly minute: number;
}

/**
 * Reads the zone's clock for millions of instants: it asks the zone once for each quarter of an hour, unless the clock is
 * set within it (St. John's did at 00:01), and before 1972, when zones had seconds.
 */
export function createClockReader(zone: string): ClockReader {
  const quarters = new Map<string, Quarter | 'set within'>();

  function readQuarter(key: string, instant: string, minute: number): Quarter | 'set within' {
    const start = new Date(`${instant.slice(0, 14)}${pad(minute - (minute % 15))}:00Z`);
    const text = formatInZone(start, pattern, zone);
    const quarter = { hour: text.slice(0, 14), minute: Number(text.slice(14, 16)) };
    const end = formatInZone(new Date(start.getTime() + quarterMilliseconds - 1000), pattern, zone);
    const found = end === `${quarter.hour}${pad(quarter.minute + 14)}:59` ? quarter : 'set within';
    if (quarters.size >= maxKnown) quarters.clear();
    quarters.set(key, found);
    return found;
  }

  return (instant) => {
    if (instant < '1972') return formatInZone(new Date(instant), pattern, zone);
    const minute = Number(instant.slice(14, 16));
    const key = `${instant.slice(0, 13)}${Math.trunc(minute / 15)}`;
    const quarter = quarters.get(key) ?? readQuarter(key, instant, minute);
    if (quarter === 'set within') return formatInZone(new Date(instant), pattern, zone);
    return `${quarter.hour}${pad(quarter.minute + (minute % 15))}${instant.slice(16, 19)}`;
  };
}

function pad(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
