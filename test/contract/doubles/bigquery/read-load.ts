import { gunzipSync } from 'node:zlib';
import { parseDayNumber, parseInt64, parseMicroseconds } from '../../../../shared/domain/warehouse/column-values.ts';
import type { JsonValue } from '../../../../shared/ports/documents.ts';
import { Refusal } from '../http-double.ts';
import { type StoredField, type StoredTable, standardType } from './stored-tables.ts';

/** The texts of a load's sources. Source: https://cloud.google.com/bigquery/docs/loading-data-cloud-storage-json#limitations */
export function readSources(sources: readonly { readonly name: string; readonly bytes: Buffer }[]): string[] {
  const isGzip = (bytes: Buffer) => bytes[0] === 0x1f && bytes[1] === 0x8b;
  const gzip = sources.filter(({ bytes }) => isGzip(bytes));
  if (gzip.length > 0 && gzip.length < sources.length)
    throw new Refusal(400, 'invalid', 'Compressed and uncompressed files cannot be mixed in one load job.');
  return sources.map(({ name, bytes }) => {
    if (!isGzip(bytes)) {
      if (name.endsWith('.gz')) throw new Refusal(400, 'invalid', `Input contains corrupted gzip data. File: ${name}`);
      return bytes.toString();
    }
    try {
      return gunzipSync(bytes).toString();
    } catch {
      throw new Refusal(400, 'invalid', `Input contains corrupted gzip data. File: ${name}`);
    }
  });
}

/** The rows of newline-delimited JSON, in the shapes that DuckDB's adapter takes. The first that does not fit fails the job. */
export function readRows(text: string, fields: readonly StoredField[]): Record<string, JsonValue>[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  let position = 0;
  return lines.map((line) => {
    const where = `JSON parsing error in row starting at position ${position}`;
    position += Buffer.byteLength(line) + 1;
    return readRow(line, fields, where);
  });
}

/** @throws Refusal when a row is not of the partition `YYYYMMDD`. */
export function checkPartition(
  rows: readonly Record<string, JsonValue>[],
  table: StoredTable,
  partition: string,
): void {
  const field = table.timePartitioning?.field ?? '';
  for (const row of rows) {
    const day = String(row[field]).slice(0, 10).replaceAll('-', '');
    if (day !== partition)
      throw new Refusal(
        400,
        'invalid',
        `Some rows belong to different partitions rather than destination partition ${partition}`,
      );
  }
}

function readRow(line: string, fields: readonly StoredField[], where: string): Record<string, JsonValue> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    throw new Refusal(400, 'invalid', `${where}: Parser terminated before end of string`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new Refusal(400, 'invalid', `${where}: Start of array or value encountered without start of object.`);
  const given = new Map<string, unknown>(Object.entries(parsed));
  for (const name of given.keys())
    if (!fields.some((field) => field.name.toLowerCase() === name.toLowerCase()))
      throw new Refusal(400, 'invalid', `${where}: No such field: ${name}.`);
  return Object.fromEntries(
    fields.map((field) => [field.name, readValue(field, given.get(field.name) ?? null, where)]),
  );
}

function readValue(field: StoredField, value: unknown, where: string): JsonValue {
  if (value === null) {
    if (field.mode === 'REQUIRED')
      throw new Refusal(400, 'invalid', `${where}: Only optional fields can be set to NULL. Field: ${field.name}`);
    return null;
  }
  const type = standardType(field.type);
  const read = readers[type]?.(value);
  if (read !== undefined) return read;
  const message = `Could not convert value '${String(value)}' to ${type}. Field: ${field.name}; Value: ${JSON.stringify(value)}`;
  throw new Refusal(400, 'invalid', `${where}: ${message}`);
}

/** What BigQuery takes for each type: more than the port does. Large JSON numbers are rounded, as the documentation warns. */
const readers: Readonly<Record<string, (value: unknown) => JsonValue | undefined>> = {
  STRING: (value) => (typeof value === 'object' ? undefined : String(value)),
  INT64: (value) => parseInt64(Number.isInteger(value) ? BigInt(Number(value)).toString() : value)?.toString(),
  FLOAT64: (value) =>
    value === '' || Number.isNaN(Number(value)) || typeof value === 'boolean' ? undefined : Number(value),
  BOOL: (value) => ({ true: true, false: false })[String(value).toLowerCase()],
  DATE: (value) => (typeof value === 'string' && parseDayNumber(value) !== undefined ? value : undefined),
  TIMESTAMP: (value) => {
    if (typeof value === 'number') return new Date(value * 1000).toISOString();
    if (typeof value !== 'string') return undefined;
    return parseMicroseconds(value) !== undefined ? value : readOtherTimestamp(value);
  },
  JSON: (value) => JSON.parse(JSON.stringify(value)),
};

function readOtherTimestamp(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d(?:\.\d{1,6})?))?(?: ?UTC|Z)?$/.exec(text);
  const iso = `${match?.[1]}T${match?.[2] ?? '00:00:00'}Z`;
  return match !== null && parseMicroseconds(iso) !== undefined ? iso : undefined;
}
