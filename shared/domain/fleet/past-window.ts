import type { FleetSource } from './catalogue-schema.ts';
import { explode, recordsOf } from './explode.ts';
import { createFlattener } from './flatten.ts';
import type { Json } from './fleet-json.ts';
import { type FleetWindow, startOf } from './fleet-window.ts';

/** True for an answer of a feed whose rows, in the order of time, all start after the window: the rest does too. */
export function isPastWindow(source: FleetSource, body: Json, window: FleetWindow): boolean {
  const { startsAt, tables } = source;
  const [table] = tables;
  if (source.window !== 'feed' || startsAt === undefined || table === undefined) return false;
  const flatten = createFlattener(table);
  const starts = recordsOf(source, body)
    .flatMap((record) => explode(record, table))
    .map((record) => flatten(record)[startsAt]);
  return (
    starts.length > 0 && starts.every((start) => typeof start === 'string' && Date.parse(start) >= startOf(window.end))
  );
}
