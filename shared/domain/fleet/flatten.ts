import type { FleetTable } from './catalogue-schema.ts';
import { isExact, toColumnValue } from './column-value.ts';
import { createExploder } from './explode.ts';
import type { Json, JsonObject } from './fleet-json.ts';

/** The column of what a table has no column for. */
export const extraColumn = '_extra';
/** The column of the window a row was asked for. */
export const windowColumn = 'window_day';

export type FleetRow = Readonly<Record<string, Json>>;

/**
 * Makes the rows of a record: its lists opened by the table's recipe, nested objects joined by `_`, declared columns with
 * their types, everything else in `_extra`. Total: whatever the record holds, nothing of it fails and nothing is lost.
 */
export function createFlattener(
  table: FleetTable,
  window?: string,
): (record: JsonObject, give: (row: FleetRow) => void) => void {
  const columns = Object.entries(table.columns).map(([name, type]) => ({ name, type, from: table.from[name] ?? name }));
  const explode = createExploder(table);
  const { requireOneOf } = table;

  return (record, give) => {
    explode(record, (fields) => {
      const row: Record<string, Json> = window === undefined ? {} : { [windowColumn]: window };
      for (const { name, type, from } of columns) {
        const value = fields.get(from);
        const fitting = value === undefined ? undefined : toColumnValue(value, type);
        row[name] = fitting ?? null;
        if (value !== undefined && fitting !== undefined && isExact(value, fitting)) fields.delete(from);
      }
      if (requireOneOf.length > 0 && requireOneOf.every((column) => row[column] === null)) return;
      row[extraColumn] = fields.size === 0 ? null : Object.fromEntries(fields);
      give(row);
    });
  };
}
