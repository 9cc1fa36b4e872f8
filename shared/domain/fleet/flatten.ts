import type { FleetColumnType, FleetTable } from './catalogue-schema.ts';
import { isExact, toColumnValue } from './column-value.ts';
import { createExploder } from './explode.ts';
import { type Fields, spread } from './fields.ts';
import type { Json, JsonObject } from './fleet-json.ts';

/** The column of what a table has no column for. */
export const extraColumn = '_extra';
/** The column of the window a row was asked for. */
export const windowColumn = 'window_day';

/** A row's values in the order of `rowColumns`; null where it has none. */
export type FleetRow = readonly Json[];

/** The columns of a table's rows in their order; those of a snapshot have no window. */
export function rowColumns(
  table: FleetTable,
  hasWindow: boolean,
): readonly { readonly name: string; readonly type: FleetColumnType }[] {
  return [
    ...(hasWindow ? [{ name: windowColumn, type: 'DATE' } as const] : []),
    ...Object.entries(table.columns).map(([name, type]) => ({ name, type })),
    { name: extraColumn, type: 'JSON' },
  ];
}

/**
 * Makes the rows of a record: its lists opened by the table's recipe, nested objects joined by `_`, declared columns with
 * their types, everything else in `_extra`. Total: whatever the record holds, nothing of it fails and nothing is lost.
 */
export function createFlattener(
  table: FleetTable,
  window?: string,
): (record: JsonObject, give: (row: FleetRow) => void) => void {
  const { explode, wholes } = createExploder(table);
  const names = rowColumns(table, window !== undefined).map(({ name }) => name);
  const columns = Object.entries(table.columns).map(([name, type]) => ({
    at: names.indexOf(name),
    type,
    from: table.from[name] ?? name,
  }));
  const byField = new Map(columns.toReversed().map((column) => [column.from, column]));
  const needed = table.requireOneOf.map((name) => names.indexOf(name));
  // The items of a list share what is around them: its part of their rows is made once.
  let around: ReadonlyMap<string, Json> | undefined;
  let shared: FleetRow = [];

  return (record, give) =>
    explode(record, (item, prefix, fields) => {
      if (fields !== around) {
        around = fields;
        shared = toRow(new Map(fields));
      }
      const row =
        plainRow(item, prefix, fields) ?? toRow(spread(item, prefix, new Map(fields), { wholes, around: fields }));
      if (needed.length === 0 || needed.some((at) => row[at] !== null)) give(row);
    });

  function toRow(fields: Fields): FleetRow {
    const row: Json[] = Array.from<Json>({ length: names.length }).fill(null);
    if (window !== undefined) row[0] = window;
    for (const { at, type, from } of columns) {
      const value = fields.get(from);
      const fitting = value === undefined ? undefined : toColumnValue(value, type);
      row[at] = fitting ?? null;
      if (value !== undefined && fitting !== undefined && isExact(value, fitting)) fields.delete(from);
    }
    row[names.length - 1] = fields.size === 0 ? null : Object.fromEntries(fields);
    return row;
  }

  /** The row of an item of which each value has a column, as almost all have: what `toRow` gives, at a tenth of the cost. */
  function plainRow(item: JsonObject, prefix: string, fields: ReadonlyMap<string, Json>): FleetRow | undefined {
    const row = shared.slice();
    for (const key in item) {
      const value = item[key];
      if (value === null || value === undefined) continue;
      const column = typeof value === 'object' ? undefined : byField.get(prefix === '' ? key : prefix + key);
      if (column === undefined || fields.has(column.from)) return undefined;
      const fitting = toColumnValue(value, column.type);
      if (fitting === undefined || !isExact(value, fitting)) return undefined;
      row[column.at] = fitting;
    }
    return row;
  }
}
