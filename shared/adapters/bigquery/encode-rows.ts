import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { parseDayNumber, parseInt64, parseMicroseconds } from '../../domain/warehouse/column-values.ts';
import type { JsonValue } from '../../ports/documents.ts';
import { convertValue, createRowCheck } from '../../ports/row-check.ts';
import type { ColumnType, Row, TableDefinition } from '../../ports/warehouse.ts';

const batchCharacters = 64 * 1024;

/** The value as JSON for a column of each type, or undefined when it does not fit: BigQuery itself would take more. */
const toJson: Readonly<Record<ColumnType, (value: JsonValue) => JsonValue | undefined>> = {
  STRING: (value) => (typeof value === 'string' ? value : undefined),
  INT64: (value) => parseInt64(value)?.toString(),
  FLOAT64: (value) => (typeof value === 'number' ? value : undefined),
  BOOL: (value) => (typeof value === 'boolean' ? value : undefined),
  DATE: (value) => (parseDayNumber(value) === undefined ? undefined : value),
  TIMESTAMP: (value) => (parseMicroseconds(value) === undefined ? undefined : value),
  JSON: (value) => value,
};

export interface EncodedRows {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** How many rows have gone into the bytes so far. */
  count(): number;
}

/**
 * Checked rows as gzip of newline-delimited JSON, as they come.
 * @throws PermanentError that names table, row, column and value at the first that does not fit.
 */
export function encodeRows(
  table: TableDefinition,
  rows: AsyncIterable<Row> | Iterable<Row>,
  day: string | undefined,
): EncodedRows {
  let count = 0;
  async function* toLines(): AsyncGenerator<string> {
    const check = createRowCheck(table, day);
    let lines = '';
    for await (const row of rows) {
      check(row, ++count);
      const entries = table.columns.map((column) => [
        column.name,
        convertValue(table, column, row[column.name], count, toJson),
      ]);
      lines += `${JSON.stringify(Object.fromEntries(entries))}\n`;
      if (lines.length < batchCharacters) continue;
      yield lines;
      lines = '';
    }
    yield lines;
  }
  // What breaks the source comes out of the last stream too, where it is read.
  const bytes = pipeline(Readable.from(toLines()), createGzip(), () => undefined);
  return { bytes, count: () => count };
}
