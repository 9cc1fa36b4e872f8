import type { FleetSource, FleetTable } from './catalogue-schema.ts';
import type { FleetRow } from './flatten.ts';
import { type FleetWindow, startOf } from './fleet-window.ts';

/**
 * Says whether a row is its window's: it is when it starts there, so that one that merely overlaps a window, or an API that
 * includes its end, makes no row twice. A row that does not say its start is its window's.
 */
export function belongsTo(row: FleetRow, source: FleetSource, table: FleetTable, window: FleetWindow): boolean {
  const column = table.startsAt ?? source.startsAt;
  if (column === undefined) return true;
  const start = row[column];
  const startMs = typeof start === 'string' ? Date.parse(start) : start;
  if (typeof startMs !== 'number' || Number.isNaN(startMs)) return true;
  return startMs >= startOf(window.day) && startMs < startOf(window.end);
}
