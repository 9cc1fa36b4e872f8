import type { FleetSource, FleetTable } from '../../shared/domain/fleet/catalogue-schema.ts';
import { createFlattener, type FleetRow } from '../../shared/domain/fleet/flatten.ts';
import type { Json } from '../../shared/domain/fleet/fleet-json.ts';
import type { FleetWindow } from '../../shared/domain/fleet/fleet-window.ts';
import { recordsOf } from '../../shared/domain/fleet/records.ts';
import { createSeam } from '../../shared/domain/fleet/seam.ts';

/** Gives the rows that an answer has for a table and its window; `stamp`: fields that the answer's records lack. */
export function createTableRows(
  source: FleetSource,
  table: FleetTable,
  window: FleetWindow,
  give: (row: FleetRow) => void,
): (body: Json, stamp: Readonly<Record<string, string>>) => void {
  const flatten = createFlattener(table, source.window === 'snapshot' ? undefined : window.day);
  const belongs = createSeam(source, table, window);
  const giveOwn = (row: FleetRow) => {
    if (belongs(row)) give(row);
  };
  return (body, stamp) => {
    const isStamped = Object.keys(stamp).length > 0;
    for (const record of recordsOf(source, body)) flatten(isStamped ? { ...stamp, ...record } : record, giveOwn);
  };
}
