import * as z from 'zod';
import { formatInt64, formatMicroseconds } from '../../domain/warehouse/column-values.ts';
import type { JsonValue } from '../../ports/documents.ts';
import { InvalidRequestError } from '../../ports/failures.ts';
import type { ResultBatch, Row } from '../../ports/warehouse.ts';

export interface ResultField {
  readonly name: string;
  readonly type: string;
  readonly mode?: string | undefined;
  readonly fields?: readonly ResultField[] | undefined;
}
export const resultFieldSchema: z.ZodType<ResultField> = z.object({
  name: z.string(),
  type: z.string(),
  mode: z.string().optional(),
  get fields() {
    return z.array(resultFieldSchema).optional();
  },
});

/** A value as BigQuery's REST API gives it: a text, a row's cells, or a list of values. */
type Cell = null | string | { readonly f: readonly { readonly v: Cell }[] } | readonly { readonly v: Cell }[];
const wrapped = z.object({
  get v() {
    return cellSchema;
  },
});
const cellSchema: z.ZodType<Cell> = z.lazy(() =>
  z.union([z.null(), z.string(), z.object({ f: z.array(wrapped) }), z.array(wrapped)]),
);
export const resultRowSchema = z.object({ f: z.array(wrapped) });

/** A row of an answer in the shapes of the port. */
export function toRow(fields: readonly ResultField[], row: z.infer<typeof resultRowSchema>): Row {
  return Object.fromEntries(fields.map((field, index) => [field.name, fromCell(field, row.f[index]?.v ?? null)]));
}

/** Rows of an answer as columns. */
export function toBatch(fields: readonly ResultField[], rows: readonly z.infer<typeof resultRowSchema>[]): ResultBatch {
  return {
    names: fields.map(({ name }) => name),
    rows: rows.length,
    columns: fields.map((field, index) => rows.map(({ f }) => fromCell(field, f[index]?.v ?? null))),
  };
}

function fromCell(field: ResultField, cell: Cell): JsonValue {
  if (cell === null) return null;
  if (Array.isArray(cell)) return cell.map(({ v }) => fromCell({ ...field, mode: undefined }, v));
  if (typeof cell === 'object' && 'f' in cell) return { ...toRow(field.fields ?? [], { f: [...cell.f] }) };
  if (typeof cell !== 'string') return null;
  const read = readers[field.type];
  if (read === undefined)
    throw new InvalidRequestError(`a column of type ${field.type} cannot be read: cast it in the query`);
  return read(cell);
}

const readers: Readonly<Record<string, (text: string) => JsonValue>> = {
  STRING: (text) => text,
  INT64: (text) => formatInt64(BigInt(text)),
  INTEGER: (text) => formatInt64(BigInt(text)),
  FLOAT64: Number,
  FLOAT: Number,
  NUMERIC: Number,
  BOOL: (text) => text === 'true',
  BOOLEAN: (text) => text === 'true',
  DATE: (text) => text,
  TIMESTAMP: (text) => formatMicroseconds(BigInt(text)),
  JSON: (text) => JSON.parse(text),
};
