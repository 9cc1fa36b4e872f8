import { aheadOfUtc } from '../../domain/zone.ts';

/** The wall clock at an instant: both in seconds since 1970, the clock's as if it were UTC's. */
export type WallClock = (second: number) => number;

export const daySeconds = 86_400;
const maxKnown = 50_000;
/** Before, zones had seconds. */
const firstSteadyDay = Date.UTC(1972, 0, 1) / 1000 / daySeconds;

/**
 * Reads the zone's clock for millions of instants: it asks the zone for each UTC day's two ends only, unless the clock is
 * set between them.
 */
export function createWallClock(zone: string): WallClock {
  const aheadAt = (second: number) => aheadOfUtc(second * 1000, zone) / 1000;
  /** By day; NaN where the clock is set within. */
  const known = new Map<number, number>();
  let latestDay = Number.NaN;
  let ahead = Number.NaN;

  function readDay(day: number): number {
    const [first, last] = [aheadAt(day * daySeconds), aheadAt((day + 1) * daySeconds - 1)];
    const found = first === last && day >= firstSteadyDay ? first : Number.NaN;
    if (known.size >= maxKnown) known.clear();
    known.set(day, found);
    return found;
  }

  return (second) => {
    const day = Math.floor(second / daySeconds);
    if (day !== latestDay) {
      ahead = known.get(day) ?? readDay(day);
      latestDay = day;
    }
    return second + (Number.isNaN(ahead) ? aheadAt(second) : ahead);
  };
}
