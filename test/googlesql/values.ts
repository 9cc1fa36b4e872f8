import * as z from 'zod';
import type { JsonValue } from '../../shared/ports/documents.ts';
import { typeParameter } from '../../shared/ports/typed-parameter.ts';
import type { ColumnType, QueryParameters, Row, TableDefinition } from '../../shared/ports/warehouse.ts';
import type { FilledTable } from './engine.ts';

// What the engine's messages call types and values (simple_catalog.proto, value.proto).

const dayMs = 86_400_000;

const kinds: Readonly<Record<ColumnType, string>> = {
  STRING: 'TYPE_STRING',
  INT64: 'TYPE_INT64',
  FLOAT64: 'TYPE_DOUBLE',
  BOOL: 'TYPE_BOOL',
  DATE: 'TYPE_DATE',
  TIMESTAMP: 'TYPE_TIMESTAMP',
  JSON: 'TYPE_JSON',
};

/** A catalog of these tables, each in its dataset, with Google's own functions. */
export function catalogOf(tables: readonly TableDefinition[], language_options: object): object {
  const tablesOf = (some: readonly TableDefinition[]) =>
    some.map(({ name, columns }) => ({
      name,
      column: columns.map((column) => ({ name: column.name, type: { type_kind: kinds[column.type] } })),
    }));
  const datasets = Map.groupBy(tables, ({ dataset }) => dataset);
  return {
    name: 'tables',
    table: tablesOf(datasets.get('') ?? []),
    catalog: [...datasets].flatMap(([name, some]) => (name === '' ? [] : [{ name, table: tablesOf(some) }])),
    builtin_function_options: { language_options },
  };
}

export function tableContent({ columns, rows }: FilledTable): object {
  const row = rows.map((values) => ({ cell: columns.map(({ name, type }) => toValue(type, values[name] ?? null)) }));
  return { table_data: { row } };
}

/** The parameters with their types and values, as the warehouse's port types them. */
export function parametersOf(parameters: QueryParameters) {
  return Object.entries(parameters).map(([name, parameter]) => {
    const typed = typeParameter(name, parameter);
    const type = { type_kind: kinds[typed.type] };
    if (!('values' in typed)) return { name, type, value: toValue(typed.type, typed.value) };
    const element = typed.values.map((value) => toValue(typed.type, value));
    return {
      name,
      type: { type_kind: 'TYPE_ARRAY', array_type: { element_type: type } },
      value: { array_value: { element } },
    };
  });
}

function toValue(type: ColumnType, value: JsonValue): object {
  if (value === null) return {};
  switch (type) {
    case 'STRING':
      return { string_value: value };
    case 'INT64':
      return { int64_value: value };
    case 'FLOAT64':
      return { double_value: value };
    case 'BOOL':
      return { bool_value: value };
    case 'DATE':
      return { date_value: Date.parse(String(value)) / dayMs };
    case 'TIMESTAMP':
      return { timestamp_value: { seconds: Math.floor(Date.parse(String(value)) / 1000), nanos: 0 } };
    case 'JSON':
      return { json_value: JSON.stringify(value) };
  }
}

const cellSchema = z.union([
  z.object({ value: z.literal('string_value'), string_value: z.string() }).transform((cell) => cell.string_value),
  z.object({ value: z.literal('int64_value'), int64_value: z.number() }).transform((cell) => cell.int64_value),
  z.object({ value: z.literal('double_value'), double_value: z.number() }).transform((cell) => cell.double_value),
  z
    .object({ value: z.literal('date_value'), date_value: z.number() })
    .transform((cell) => new Date(cell.date_value * dayMs).toISOString().slice(0, 10)),
  z.object({ value: z.undefined().optional() }).transform(() => null),
]);

const resultSchema = z.object({
  content: z.object({
    table_data: z.object({ row: z.array(z.object({ cell: z.array(cellSchema).default([]) })).default([]) }),
  }),
  prepared: z.object({ columns: z.array(z.object({ name: z.string() })) }),
});

/** The rows of an answer, by the names of its columns. */
export function rowsOf(answer: unknown): readonly Row[] {
  const { content, prepared } = resultSchema.parse(answer);
  const names = prepared.columns.map(({ name }) => name);
  return content.table_data.row.map(({ cell }) =>
    Object.fromEntries(names.map((name, place) => [name, cell[place] ?? null])),
  );
}
