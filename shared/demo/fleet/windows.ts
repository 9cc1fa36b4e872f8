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
