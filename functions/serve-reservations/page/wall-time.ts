import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import { formatInZone, instantOf } from '../../../shared/domain/zone.ts';

/** What an `input type=datetime-local` shows of an instant, in the zone: `2026-11-25T14:00`. */
export function toField(instant: Instant, zone: string): string {
  return formatInZone(new Date(instant * 1000), 'yyyy-MM-ddTHH:mm', zone);
}

export interface WallTime {
  /** The instant meant; the first of two. When the clock never shows it, the one as much later as the clocks jump. */
  readonly instant: Instant;
  /** The second instant at which the clock shows the same, on the night when clocks go back. */
  readonly again: Instant | undefined;
  /** Clocks jump over it. */
  readonly isSkipped: boolean;
}

/** Reads such a field. @returns undefined when it is empty or no time. */
export function fromField(text: string, zone: string): WallTime | undefined {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(text) ?? [];
  if (day === undefined || time === undefined) return undefined;
  const instant = instantOf(day, time, zone).getTime() / 1000;
  const shown = `${day}T${time}`;
  const again = [instant + 1800, instant + 3600].find((later) => toField(later, zone) === shown);
  return { instant, again, isSkipped: toField(instant, zone) !== shown };
}

/** Whether the zone's clock shows the same at another instant too. */
export function comesTwice(instant: Instant, zone: string): boolean {
  const shown = toField(instant, zone);
  return [-3600, -1800, 1800, 3600].some((away) => toField(instant + away, zone) === shown);
}
