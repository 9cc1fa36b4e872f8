import { parseDay } from '../../domain/day.ts';
import { dayMilliseconds } from './data/dataset.ts';
import { type FleetQuery, InvalidArgument } from './query.ts';

/** What was asked for, in epoch milliseconds. */
export interface AskedWindow {
  readonly from: number;
  readonly to: number;
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function readTime(query: FleetQuery, name: string): number | undefined {
  const text = query.text(name);
  if (text === undefined) return undefined;
  // A plus sign that was not encoded has become a space.
  const at = Date.parse(text.replace(' ', '+'));
  if (!rfc3339.test(text.replace(' ', '+')) || Number.isNaN(at)) {
    throw new InvalidArgument(`parameter ${name} is not an RFC 3339 time`);
  }
  return at;
}

function checkOrder({ from, to }: AskedWindow, longestDays: number): AskedWindow {
  if (to < from) throw new InvalidArgument('the end of the range is before its start');
  if (to - from > longestDays * dayMilliseconds) throw new InvalidArgument(`the range is over ${longestDays} days`);
  return { from, to };
}

function required(value: number | undefined, name: string): number {
  if (value === undefined) throw new InvalidArgument(`missing required parameter ${name}`);
  return value;
}

/** `startTime` and `endTime`, both required. */
export function timeWindow(query: FleetQuery, longestDays = Number.POSITIVE_INFINITY): AskedWindow {
  const from = required(readTime(query, 'startTime'), 'startTime');
  return checkOrder({ from, to: required(readTime(query, 'endTime'), 'endTime') }, longestDays);
}

/** `startTime` is required; without `endTime` it is all there is until now. */
export function openWindow(query: FleetQuery, now: number): AskedWindow {
  const from = required(readTime(query, 'startTime'), 'startTime');
  return checkOrder({ from, to: readTime(query, 'endTime') ?? now }, Number.POSITIVE_INFINITY);
}

/** Both default to now: who says neither gets nothing. */
export function windowAroundNow(query: FleetQuery, now: number): AskedWindow {
  const window = { from: readTime(query, 'startTime') ?? now, to: readTime(query, 'endTime') ?? now };
  return checkOrder(window, Number.POSITIVE_INFINITY);
}

/** `startMs` and `endMs`, both required. */
export function millisecondWindow(query: FleetQuery, longestDays = Number.POSITIVE_INFINITY): AskedWindow {
  const from = required(query.integer('startMs'), 'startMs');
  return checkOrder({ from, to: required(query.integer('endMs'), 'endMs') }, longestDays);
}

/** `startDate` and `endDate`, a date each or a date and time whose time of day is ignored; both days belong to it. */
export function dateWindow(query: FleetQuery): AskedWindow {
  const read = (name: string): number => {
    const text = query.text(name, { required: true }) ?? '';
    const day = parseDay(text.slice(0, 10));
    if (day === undefined || !/^[\d-]{10}(T.*)?$/.test(text)) throw new InvalidArgument(`parameter ${name} is no date`);
    return Date.parse(`${day}T00:00:00Z`);
  };
  return checkOrder({ from: read('startDate'), to: read('endDate') + dayMilliseconds }, Number.POSITIVE_INFINITY);
}

/** Whole hours, a day at least, and over for three hours. */
export function efficiencyWindow(query: FleetQuery, now: number): AskedWindow {
  const { from, to } = timeWindow(query);
  const hour = 3_600_000;
  if (from % hour !== 0 || to % hour !== 0) throw new InvalidArgument('the range must be whole hours');
  if (to - from < dayMilliseconds) throw new InvalidArgument('the range must be a day at least');
  if (to > now - 3 * hour) throw new InvalidArgument('the range must end three hours ago or earlier');
  return { from, to };
}
