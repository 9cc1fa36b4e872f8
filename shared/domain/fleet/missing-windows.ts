import { addDays, type Day } from '../day.ts';
import type { FleetSource } from './catalogue-schema.ts';
import { isDue, utcDay, windowsOf } from './fleet-window.ts';
import { isCovered, type WindowRecord } from './ledger.ts';

export interface MissingWindow {
  readonly table: string;
  readonly day: Day;
  readonly why: string;
}

/**
 * The windows of a source that are over, due and not in the warehouse, from the first one that was ever asked for; of a
 * snapshot the newest, when it did not come to its end. What the token may not read is not missing, but skipped.
 */
export function findMissing(
  source: FleetSource,
  records: readonly WindowRecord[],
  now: Date,
): readonly MissingWindow[] {
  const days = records.map(({ day }) => day).toSorted();
  const [first, last] = [days.at(0), days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const known = new Map(records.map((record) => [record.day, record]));
  const windows =
    source.window === 'snapshot'
      ? [{ day: last, end: addDays(last, 1) }]
      : windowsOf(source, first, utcDay(now), now).filter((window) => isDue(source, window, now));
  return windows.flatMap((window) => {
    const record = known.get(window.day);
    if (record?.status === 'ignore' || (record !== undefined && isCovered(record, source, window))) return [];
    return [{ table: source.table, day: window.day, why: whyMissing(record) }];
  });
}

function whyMissing(record: WindowRecord | undefined): string {
  if (record === undefined) return 'never asked for';
  if (record.failure !== null) return record.failure.reason;
  switch (record.status) {
    case 'prevu':
      return 'planned, not collected yet';
    case 'collecte':
      return 'collected, not in the warehouse yet';
    default:
      return 'asked for before its end, so only a part of it is there';
  }
}
