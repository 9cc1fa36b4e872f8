import { type Day, daysBetween } from '../day.ts';
import type { FleetSource } from './catalogue-schema.ts';
import { startOf, windowOfDay } from './fleet-window.ts';
import { isCovered, type WindowRecord, type WindowStatus } from './ledger.ts';

export interface MissingWindow {
  readonly table: string;
  readonly day: Day;
  /** `jamais_demandee` a gap between others · `partielle` asked for before its end. */
  readonly status: WindowStatus | 'jamais_demandee' | 'partielle';
  /** What made it fail, in the words of what failed. */
  readonly reason: string | null;
}

/**
 * The windows of a source that are over and not in the warehouse, from the first to the last that was ever asked for; of a
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
  const start = source.window === 'snapshot' ? last : first;
  const windows = daysBetween(start, last).map((day) => windowOfDay(source, day));
  return windows.flatMap((window) => {
    const record = known.get(window.day);
    // Of months only the first days are windows.
    if (record === undefined && source.window === 'month' && !window.day.endsWith('-01')) return [];
    if (record?.status === 'ignore' || (record !== undefined && isCovered(record, source, window))) return [];
    const status = statusOf(record);
    if (status === 'partielle' && startOf(window.end) > now.getTime()) return [];
    return [{ table: source.table, day: window.day, status, reason: record?.failure?.reason ?? null }];
  });
}

function statusOf(record: WindowRecord | undefined): MissingWindow['status'] {
  if (record === undefined) return 'jamais_demandee';
  return record.status === 'charge' || record.status === 'vide' ? 'partielle' : record.status;
}
