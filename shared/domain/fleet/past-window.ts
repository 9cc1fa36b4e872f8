import type { FleetSource } from './catalogue-schema.ts';
import { createFlattener, rowColumns } from './flatten.ts';
import type { Json } from './fleet-json.ts';
import type { FleetWindow } from './fleet-window.ts';
import { recordsOf } from './records.ts';

/** True for an answer of a feed whose rows, in the order of time, all start after the window: the rest does too. */
export function isPastWindow(source: FleetSource, body: Json, { end }: FleetWindow): boolean {
  const { startsAt, tables } = source;
  const [table] = tables;
  if (source.window !== 'feed' || startsAt === undefined || table === undefined) return false;
  const flatten = createFlattener(table);
  const at = rowColumns(table, false).findIndex(({ name }) => name === startsAt);
  const starts: unknown[] = [];
  for (const record of recordsOf(source, body)) flatten(record, (row) => starts.push(row[at]));
  return starts.length > 0 && starts.every((start) => typeof start === 'string' && start >= end);
}
