import type { Day } from './day.ts';

/**
 * Patterns are made of `yyyy`, `yy` (20yy), `MM`, `dd`, `HH`, `mm`, `ss`, of `M`, `d`, `H` (no leading zero needed), and of
 * literals; a literal with one of the letters `dMyHms` stands in single quotes (`dd/MM/yyyy 'heures' HH`).
 * A malformed pattern throws a RangeError that shows it.
 */
export type TimePattern = string;

/** Half-open: `from` belongs to it, `to` does not. */
export interface InstantInterval {
  readonly from: Date;
  readonly to: Date;
}

/** The wall clock of the zone at that instant, by the pattern. */
export function formatInZone(_instant: Date, _pattern: TimePattern, _zone: string): string {
  throw new Error('not written yet');
}

/** The day by the pattern; hours, minutes and seconds are 00. */
export function formatDayPattern(_day: Day, _pattern: TimePattern): string {
  throw new Error('not written yet');
}

/**
 * The day and the time (`HH:mm`, `HH:mm:ss`, or empty when the pattern has no hour) that the whole text says; undefined
 * when it does not follow the pattern, or is no day or time (31/02, 24:00).
 */
export function parseZoned(
  _text: string,
  _pattern: TimePattern,
): { readonly day: Day; readonly time: string } | undefined {
  throw new Error('not written yet');
}

/**
 * The instant when the zone's wall clock shows that day and time (`HH:mm` or `HH:mm:ss`; empty is midnight).
 * A time that comes twice (clocks go back) is the first of the two; one that never comes (clocks go forward) is moved on by
 * the length of the gap.
 */
export function instantOf(_day: Day, _time: string, _zone: string): Date {
  throw new Error('not written yet');
}

/** The day in the zone as instants: 23, 24 or 25 hours; the days of a zone follow each other without gap or overlap. */
export function dayBounds(_day: Day, _zone: string): InstantInterval {
  throw new Error('not written yet');
}
