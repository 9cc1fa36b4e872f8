/** What Terraform must know of the code: written as JSON, so that tables and indexes have one source. */
import { globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { exportSchedules } from '../shared/wiring/export-schedules.ts';
import { indexes } from '../shared/wiring/indexes.ts';

const root = path.resolve(import.meta.dirname, '..');

/** BigQuery's own names of the types, as its API gives them back: other names would differ at every plan. */
const apiTypes = {
  STRING: 'STRING',
  INT64: 'INTEGER',
  FLOAT64: 'FLOAT',
  BOOL: 'BOOLEAN',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP',
  JSON: 'JSON',
} as const;

const tableSchema = z.strictObject({
  dataset: z.string(),
  name: z.string(),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      type: z.enum(['STRING', 'INT64', 'FLOAT64', 'BOOL', 'DATE', 'TIMESTAMP', 'JSON']),
      required: z.boolean().default(false),
      description: z.string().optional(),
    }),
  ),
  partitionBy: z.string().nullable().default(null),
  clusterBy: z.array(z.string()).default([]),
});
type Table = z.infer<typeof tableSchema>;

/** The files of `terraform/generated/` and what they must hold. */
export async function terraformData(): Promise<Readonly<Record<string, string>>> {
  const modules = globSync('shared/domain/**/*.ts', { cwd: root }).sort();
  const exported = await Promise.all(modules.map((file) => import(pathToFileURL(path.join(root, file)).href)));
  const tables = exported.flatMap((values: object) => Object.values(values).flatMap(tablesOf));
  return {
    'tables.json': toJson(uniqueTables(tables).map(toTerraform)),
    'indexes.json': toJson(indexes),
    'schedules.json': toJson(await exportSchedules()),
  };
}

/**
 * The table definitions that a module exports under one name: one, or a list or record of them.
 * @throws ZodError when something looks like a table and is none, rather than leave it out.
 */
export function tablesOf(exported: unknown): Table[] {
  if (typeof exported !== 'object' || exported === null) return [];
  if ('dataset' in exported && 'columns' in exported) return [tableSchema.parse(exported)];
  return Object.values(exported).flatMap((value: unknown) =>
    typeof value === 'object' && value !== null && 'dataset' in value && 'columns' in value ? tablesOf(value) : [],
  );
}

function uniqueTables(tables: readonly Table[]): Table[] {
  const byName = new Map(tables.map((table) => [`${table.dataset}.${table.name}`, table]));
  return [...byName.keys()].sort().flatMap((name) => byName.get(name) ?? []);
}

function toTerraform({ dataset, name, columns, partitionBy, clusterBy }: Table) {
  const schema = columns.map((column) => ({
    name: column.name,
    type: apiTypes[column.type],
    mode: column.required ? 'REQUIRED' : 'NULLABLE',
    ...(column.description === undefined ? {} : { description: column.description }),
  }));
  return { dataset, name, partitionBy, clusterBy, schema };
}

/** JSON whose innermost objects take a line each: a column is a line of a difference. */
function toJson(value: unknown): string {
  const indented = JSON.stringify(value, null, 2);
  const lines = indented.replace(
    /\{\s+([^{}[\]]*?)\s+\}/g,
    (_, inner: string) => `{ ${inner.replace(/\n\s*/g, ' ')} }`,
  );
  return `${lines}\n`;
}
