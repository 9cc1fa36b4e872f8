import type { FleetColumnType } from '../../shared/domain/fleet/catalogue-schema.ts';
import type { FleetRow } from '../../shared/domain/fleet/flatten.ts';
import type { Json } from '../../shared/domain/fleet/fleet-json.ts';

interface Column {
  readonly name: string;
  readonly type: FleetColumnType;
}

/**
 * Writes rows as lines of JSON. A column without a value is left out: a missing one is null for whoever loads the line. A value
 * that stands in the row before too, as most identifiers and days do, is not written anew.
 */
export function createLineWriter(columns: readonly Column[]): (row: FleetRow) => string {
  const written = columns.map(({ name, type }) => ({
    key: `${JSON.stringify(name)}:`,
    toText: toTexts[type],
    value: null as Json,
    text: '',
  }));
  return (row) => {
    let line = '{';
    for (let at = 0; at < written.length; at += 1) {
      const value = row[at];
      const column = written[at];
      if (value === null || value === undefined || column === undefined) continue;
      if (value !== column.value) {
        column.value = value;
        column.text = column.key + column.toText(value);
      }
      line += line.length === 1 ? column.text : `,${column.text}`;
    }
    return `${line}}\n`;
  };
}

const toJson = (value: Json) => JSON.stringify(value);
/** Days and instants are plain texts by now: nothing in them needs an escape. */
const toQuoted = (value: Json) => `"${value}"`;
const toTexts: Readonly<Record<FleetColumnType, (value: Json) => string>> = {
  STRING: toJson,
  INT64: toJson,
  FLOAT64: toJson,
  BOOL: toJson,
  JSON: toJson,
  DATE: toQuoted,
  TIMESTAMP: toQuoted,
};
