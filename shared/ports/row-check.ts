import { parseDayNumber } from '../domain/warehouse/column-values.ts';
import type { JsonValue } from './documents.ts';
import { InvalidRequestError, PermanentError } from './failures.ts';
import type { Column, ColumnType, LoadMode, Row, TableDefinition } from './warehouse.ts';

/** The day that a load replaces, if it does. @throws InvalidRequestError when the table has no such partition. */
export function replacedDay(table: TableDefinition, mode: LoadMode | undefined): string | undefined {
  if (mode === undefined || !('replacePartition' in mode)) return undefined;
  if (table.partitionBy === undefined)
    throw new InvalidRequestError(`table ${table.dataset}.${table.name} has no partitions to replace`);
  if (parseDayNumber(mode.replacePartition) === undefined)
    throw new InvalidRequestError(`partition "${mode.replacePartition}": write YYYY-MM-DD`);
  return mode.replacePartition;
}

/** A check of a row's columns, and of its day when that day is replaced. It throws the PermanentError that the port promises. */
export function createRowCheck(table: TableDefinition, day: string | undefined): (row: Row, count: number) => void {
  const known = new Set(table.columns.map((column) => column.name));
  const partition = table.partitionBy ?? '';
  return (row, count) => {
    for (const name of Object.keys(row))
      if (!known.has(name)) throw unfit(table, count, name, row[name], 'no such column');
    if (day === undefined) return;
    const value = row[partition];
    if (typeof value !== 'string' || value.slice(0, 10) !== day)
      throw unfit(table, count, partition, value, `it is not of the day ${day} that is replaced`);
  };
}

/** The value as the adapter's converter of the column's type gives it. @throws PermanentError when it does not fit. */
export function convertValue<T>(
  table: TableDefinition,
  column: Column,
  value: JsonValue | undefined,
  count: number,
  converters: Readonly<Record<ColumnType, (value: JsonValue) => T | undefined>>,
): T | null {
  if (value === null || value === undefined) {
    if (column.required) throw unfit(table, count, column.name, value, 'a value is required');
    return null;
  }
  const converted = converters[column.type](value);
  if (converted === undefined) throw unfit(table, count, column.name, value, `it is not a ${column.type}`);
  return converted;
}

function unfit(
  table: TableDefinition,
  row: number,
  column: string,
  value: JsonValue | undefined,
  why: string,
): PermanentError {
  const shown = JSON.stringify(value)?.slice(0, 200);
  return new PermanentError(
    `table ${table.dataset}.${table.name}, row ${row}, column ${column}, value ${shown}: ${why}`,
  );
}
