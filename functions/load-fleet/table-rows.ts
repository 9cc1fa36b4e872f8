import type { FleetSource, FleetTable } from '../../shared/domain/fleet/catalogue-schema.ts';
import { explode, recordsOf } from '../../shared/domain/fleet/explode.ts';
import { createFlattener, type FleetRow } from '../../shared/domain/fleet/flatten.ts';
import type { Json } from '../../shared/domain/fleet/fleet-json.ts';
import type { FleetWindow } from '../../shared/domain/fleet/fleet-window.ts';
import { belongsTo } from '../../shared/domain/fleet/seam.ts';

/** Gives the rows that an answer has for a table and its window; `stamp`: fields that the answer's records lack. */
export function createTableRows(
  source: FleetSource,
  table: FleetTable,
  window: FleetWindow,
  give: (row: FleetRow) => void,
): (body: Json, stamp: Readonly<Record<string, string>>) => void {
  const flatten = createFlattener(table);
  const day = source.window === 'snapshot' ? undefined : window.day;
  const { requireOneOf } = table;
  return (body, stamp) => {
    for (const record of recordsOf(source, body)) {
      for (const opened of explode({ ...stamp, ...record }, table)) {
        const row = flatten(opened, day);
        if (requireOneOf.length > 0 && requireOneOf.every((column) => row[column] === null)) continue;
        if (belongsTo(row, source, table, window)) give(row);
      }
    }
  };
}
