import type { FleetSource, FleetTable } from './catalogue-schema.ts';
import { type FleetRow, rowColumns } from './flatten.ts';
import { type FleetWindow, startOf } from './fleet-window.ts';

/**
 * Says which rows are a window's: those that start there, so that one that merely overlaps a window, or an API that
 * includes its end, makes no row twice. A row that does not say its start is its window's.
 */
export function createSeam(
  source: FleetSource,
  table: FleetTable,
  { day, end }: FleetWindow,
): (row: FleetRow) => boolean {
  const column = table.startsAt ?? source.startsAt;
  const columns = rowColumns(table, source.window !== 'snapshot');
  const at = columns.findIndex(({ name }) => name === column);
  if (at < 0) return () => true;
  const isInstant = columns[at]?.type === 'TIMESTAMP';
  const [startMs, endMs] = [startOf(day), startOf(end)];
  return (row) => {
    const start = row[at];
    // Instants are UTC texts here, whose order is that of time.
    if (typeof start === 'string' && isInstant) return start >= day && start < end;
    const ms = typeof start === 'string' ? Number(start) : start;
    return typeof ms !== 'number' || Number.isNaN(ms) || (ms >= startMs && ms < endMs);
  };
}
