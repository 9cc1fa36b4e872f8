import { formatInZone } from '../../domain/zone.ts';

/** The wall clock of an ISO 8601 UTC instant, `YYYY-MM-DD HH:MM:SS`. */
export type ClockReader = (instant: string) => string;

const pattern = 'yyyy-MM-dd HH:mm:ss';
const maxKnown = 50_000;

/**
 * Reads the zone's clock for millions of instants: it asks the zone once for each quarter of an hour, for clocks are set
 * at whole quarters only (since 1972; before, it asks each time).
 */
export function createClockReader(zone: string): ClockReader {
  const quarters = new Map<string, { readonly hour: string; readonly minute: number }>();

  function readQuarter(key: string, instant: string, minute: number) {
    const start = new Date(`${instant.slice(0, 14)}${pad(minute - (minute % 15))}:00Z`);
    const text = formatInZone(start, pattern, zone);
    const quarter = { hour: text.slice(0, 14), minute: Number(text.slice(14, 16)) };
    if (quarters.size >= maxKnown) quarters.clear();
    quarters.set(key, quarter);
    return quarter;
  }

  return (instant) => {
    if (instant < '1972') return formatInZone(new Date(instant), pattern, zone);
    const minute = Number(instant.slice(14, 16));
    const key = `${instant.slice(0, 13)}${Math.trunc(minute / 15)}`;
    const quarter = quarters.get(key) ?? readQuarter(key, instant, minute);
    return `${quarter.hour}${pad(quarter.minute + (minute % 15))}${instant.slice(16, 19)}`;
  };
}

function pad(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
