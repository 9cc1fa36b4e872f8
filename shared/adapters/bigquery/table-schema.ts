import type { TableMetadata } from '@google-cloud/bigquery';
import * as z from 'zod';
import { InvalidRequestError } from '../../ports/failures.ts';
import type { Column, TableDefinition } from '../../ports/warehouse.ts';

const fieldSchema = z.looseObject({ name: z.string(), type: z.string(), mode: z.string().exactOptional() });
export type Field = z.infer<typeof fieldSchema>;

const tableSchema = z.object({
  etag: z.string(),
  lastModifiedTime: z.coerce.string(),
  schema: z.object({ fields: z.array(fieldSchema).default([]) }).default({ fields: [] }),
  timePartitioning: z.looseObject({ type: z.string(), field: z.string().exactOptional() }).exactOptional(),
  clustering: z.looseObject({ fields: z.array(z.string()) }).exactOptional(),
});
/** The facts about a table that loads need. */
export type PresentTable = z.infer<typeof tableSchema>;

export function parseTable(metadata: unknown): PresentTable {
  return tableSchema.parse(metadata);
}

/** What BigQuery is told to make the table. */
export function toTableMetadata(table: TableDefinition): TableMetadata {
  return {
    schema: { fields: table.columns.map(toField) },
    ...(table.partitionBy === undefined ? {} : { timePartitioning: { type: 'DAY', field: table.partitionBy } }),
    ...(table.clusterBy === undefined ? {} : { clustering: { fields: [...table.clusterBy] } }),
  };
}

/** The columns that the table does not have yet. @throws InvalidRequestError when one is there with another type. */
export function missingColumns(table: TableDefinition, present: PresentTable): readonly Column[] {
  const types = new Map(present.schema.fields.map(({ name, type }) => [name.toLowerCase(), standardType(type)]));
  return table.columns.filter(({ name, type }) => {
    const found = types.get(name.toLowerCase());
    if (found !== undefined && found !== type) {
      const column = `${table.dataset}.${table.name}.${name}`;
      throw new InvalidRequestError(`column ${column} is ${found} already, not ${type}`);
    }
    return found === undefined;
  });
}

/** A new column holds nothing in the rows that are there, so it cannot be required. */
export function toNewField(column: Column): Field {
  return { ...toField(column), mode: 'NULLABLE' };
}

function toField({ name, type, required, description }: Column): Field {
  const described = description === undefined ? {} : { description };
  return { name, type, mode: required ? 'REQUIRED' : 'NULLABLE', ...described };
}

/** BigQuery answers with the names of its older SQL. */
function standardType(type: string): string {
  return { INTEGER: 'INT64', FLOAT: 'FLOAT64', BOOLEAN: 'BOOL' }[type] ?? type;
}
