import type { DuckDBConnection } from '@duckdb/node-api';
import type { Column, ColumnType, TableDefinition } from '../../ports/warehouse.ts';
import { sqlTypes } from './column-values.ts';

/** Larger lines are left to the reader of rows. DuckDB keeps twice as much for each of its threads. */
const maximumLineBytes = 1_048_576;

interface Reading {
  /** What DuckDB finds where every value fits or may fit; it finds `JSON` where all are null or of several kinds. */
  readonly found: RegExp;
  readonly readAs: string;
  /** The form of the texts that fit. */
  readonly form?: string;
}

const number = /^(U?BIGINT|HUGEINT|DOUBLE)$/;
const text = /^(VARCHAR|DATE|TIME|TIMESTAMP|TIMESTAMP WITH TIME ZONE|UUID)$/;
const readings: Readonly<Record<ColumnType, Reading>> = {
  STRING: { found: text, readAs: 'VARCHAR' },
  INT64: { found: /^(BIGINT|VARCHAR|JSON)$/, readAs: 'VARCHAR', form: '-?\\d{1,19}' },
  FLOAT64: { found: number, readAs: 'DOUBLE' },
  BOOL: { found: /^BOOLEAN$/, readAs: 'BOOLEAN' },
  DATE: { found: text, readAs: 'VARCHAR', form: '\\d{4}-\\d\\d-\\d\\d' },
  TIMESTAMP: {
    found: text,
    readAs: 'VARCHAR',
    form: '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?(Z|\\+00:00)',
  },
  JSON: { found: /./, readAs: 'JSON' },
};

/** A column of a file: what DuckDB reads it as, and the SQL that makes the table's value of it or fails. */
export interface FileColumn {
  readonly name: string;
  readonly readAs: string;
  readonly sql: string;
}

/**
 * How a file's columns become the table's, from one look at all its lines; undefined when anything in it is unusual: a
 * column that the table does not have, or a value that does not fit or needs a closer look.
 */
export async function readFileColumns(
  connection: DuckDBConnection,
  file: string,
  table: TableDefinition,
  day: string | undefined,
): Promise<readonly FileColumn[] | undefined> {
  const options = 'sample_size = -1, maximum_depth = 2, map_inference_threshold = -1, field_appearance_threshold = 0';
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${readJson(file, options)}`);
  const found = new Map(described.getRows().map(([name, type]) => [String(name), String(type)]));
  if ([...found.keys()].some((name) => !table.columns.some((column) => column.name === name))) return undefined;
  const columns = table.columns.map((column) => columnOf(column, found.get(column.name), table.partitionBy, day));
  if (columns.some((column) => column === undefined)) return undefined;
  return columns.flatMap((column) => column ?? []);
}

function columnOf(
  { name, type, required }: Column,
  found: string | undefined,
  partition: string | undefined,
  day: string | undefined,
): FileColumn | undefined {
  const value = `"${name}"`;
  const isPartition = day !== undefined && name === partition;
  const conditions: string[] = required || isPartition ? [`${value} IS NOT NULL`] : [];
  if (isPartition) conditions.push(`starts_with(${value}, '${day}')`);
  const { found: expected, readAs, form } = readings[type];
  if (found !== undefined && expected.test(found)) {
    if (form !== undefined) conditions.push(`coalesce(regexp_full_match(${value}, '${form}'), true)`);
    return {
      name,
      readAs,
      sql: orFail(conditions, readAs === sqlTypes[type] ? value : `CAST(${value} AS ${sqlTypes[type]})`),
    };
  }
  // All are null, if the look was right.
  if (found !== undefined && found !== 'JSON') return undefined;
  if (conditions.length > 0) return undefined;
  return { name, readAs: 'JSON', sql: orFail([`${value} IS NULL`], `CAST(NULL AS ${sqlTypes[type]})`) };
}

function orFail(conditions: readonly string[], sql: string): string {
  if (conditions.length === 0) return sql;
  return `CASE WHEN ${conditions.join(' AND ')} THEN ${sql} ELSE error('unusual') END`;
}

/** A file's lines as SQL. */
export function readJson(file: string, options: string): string {
  const name = `'${file.replaceAll("'", "''")}'`;
  return `read_json(${name}, format = 'newline_delimited', maximum_object_size = ${maximumLineBytes}, ${options})`;
}
