import type { FleetTable } from './catalogue-schema.ts';
import { isExact, toColumnValue } from './column-value.ts';
import { isObject, type Json, type JsonObject } from './fleet-json.ts';

/** The column of what a table has no column for. */
export const extraColumn = '_extra';
/** The column of the window a row was asked for. */
export const windowColumn = 'window_day';

export type FleetRow = Readonly<Record<string, Json>>;

/**
 * Makes the row of a record: nested objects joined by `_`, declared columns with their types, everything else in `_extra`.
 * Total: whatever the record holds, nothing of it fails and nothing of it is lost.
 */
export function createFlattener(table: FleetTable): (record: JsonObject, window?: string) => FleetRow {
  const columns = Object.entries(table.columns).map(([name, type]) => ({ name, type, from: table.from[name] ?? name }));
  const wholes = new Set(columns.filter(({ type }) => type === 'JSON').map(({ from }) => from));

  return (record, window) => {
    const fields = new Map<string, Json>();
    spread(record, '', fields, wholes);
    const row: Record<string, Json> = window === undefined ? {} : { [windowColumn]: window };
    for (const { name, type, from } of columns) {
      const value = fields.get(from);
      const fitting = value === undefined ? null : toColumnValue(value, type);
      row[name] = fitting ?? null;
      if (value !== undefined && fitting !== undefined && isExact(value, fitting)) fields.delete(from);
    }
    row[extraColumn] = fields.size === 0 ? null : Object.fromEntries(fields);
    return row;
  };
}

function spread(record: JsonObject, prefix: string, fields: Map<string, Json>, wholes: ReadonlySet<string>): void {
  for (const [key, value] of Object.entries(record)) {
    if (value === null) continue;
    const name = columnName(prefix, key);
    if (isObject(value) && !wholes.has(name) && !isExternalIds(key)) spread(value, `${name}_`, fields, wholes);
    else fields.set(freeName(fields, name), value);
  }
}

function columnName(prefix: string, key: string): string {
  return isExternalIds(key) ? `${prefix}external_ids` : `${prefix}${key}`.replace(/[^A-Za-z0-9_]/g, '_');
}

/** `externalIds`, `ExternalIds`, `external_ids`: an open map whose keys hold dots. */
function isExternalIds(key: string): boolean {
  return /^external_?ids$/i.test(key);
}

/** Two fields may meet under one name (`a.b` and `a_b`): the later one gets another. */
function freeName(fields: ReadonlyMap<string, Json>, name: string): string {
  return fields.has(name) ? freeName(fields, `${name}_`) : name;
}
