import * as z from 'zod';
import { Refusal } from '../http-double.ts';

const fieldSchema = z.object({
  name: z.string(),
  type: z.string(),
  mode: z.enum(['NULLABLE', 'REQUIRED']).default('NULLABLE'),
  description: z.string().exactOptional(),
});
export type StoredField = z.infer<typeof fieldSchema>;

export const tableFacts = z.object({
  schema: z.object({ fields: z.array(fieldSchema) }),
  timePartitioning: z.object({ type: z.literal('DAY'), field: z.string() }).exactOptional(),
  clustering: z.object({ fields: z.array(z.string()).min(1).max(4) }).exactOptional(),
});
type TableFacts = z.infer<typeof tableFacts>;

export interface StoredTable extends TableFacts {
  readonly dataset: string;
  readonly name: string;
  readonly revision: number;
  readonly rows: number;
}

/** BigQuery answers with the names of its older SQL, and takes both. */
const legacyNames = new Map([
  ['INT64', 'INTEGER'],
  ['FLOAT64', 'FLOAT'],
  ['BOOL', 'BOOLEAN'],
]);
const standardNames = new Map([...legacyNames].map(([standard, legacy]) => [legacy, standard]));
const types = ['STRING', 'INT64', 'FLOAT64', 'BOOL', 'DATE', 'TIMESTAMP', 'JSON'];

export function standardType(type: string): string {
  return standardNames.get(type) ?? type;
}

/** Datasets and tables, with BigQuery's rules for their schemas. Source: https://cloud.google.com/bigquery/docs/managing-table-schemas */
export class StoredTables {
  readonly #datasets = new Map<string, { readonly location: string; readonly tables: Map<string, StoredTable> }>();
  #revision = 0;

  createDataset(name: string, location: string): void {
    if (this.#datasets.has(name)) throw new Refusal(409, 'duplicate', `Already Exists: Dataset ${name}`);
    this.#datasets.set(name, { location, tables: new Map() });
  }

  dataset(name: string, location?: string) {
    const found = this.#datasets.get(name);
    if (found === undefined || (location !== undefined && location !== found.location))
      throw new Refusal(404, 'notFound', `Not found: Dataset ${name} was not found in location ${location}`);
    return found;
  }

  get(dataset: string, name: string): StoredTable {
    const found = this.dataset(dataset).tables.get(name);
    if (found === undefined) throw new Refusal(404, 'notFound', `Not found: Table ${dataset}.${name}`);
    return found;
  }

  delete(dataset: string, name: string): StoredTable {
    const found = this.get(dataset, name);
    this.dataset(dataset).tables.delete(name);
    return found;
  }

  create(dataset: string, name: string, given: unknown): StoredTable {
    if (this.dataset(dataset).tables.has(name))
      throw new Refusal(409, 'duplicate', `Already Exists: Table ${dataset}.${name}`);
    const facts = tableFacts.parse(given);
    checkFields(facts.schema.fields);
    const typeOf = (column: string) =>
      standardType(facts.schema.fields.find((field) => field.name === column)?.type ?? '');
    if (facts.timePartitioning && !['DATE', 'TIMESTAMP'].includes(typeOf(facts.timePartitioning.field)))
      throw new Refusal(400, 'invalid', 'The field specified for partitioning must be DATE or TIMESTAMP.');
    for (const column of facts.clustering?.fields ?? [])
      if (['', 'FLOAT64', 'JSON'].includes(typeOf(column)))
        throw new Refusal(400, 'invalid', `Clustering is not supported on column ${column}.`);
    return this.#put({ ...facts, dataset, name, rows: 0, revision: 0 });
  }

  /** New columns only, at the end, and empty. */
  changeSchema(dataset: string, name: string, given: unknown, etag: string | undefined): StoredTable {
    const table = this.get(dataset, name);
    if (etag !== undefined && etag !== etagOf(table))
      throw new Refusal(412, 'conditionNotMet', 'Precondition check failed.');
    const { fields } = tableFacts.pick({ schema: true }).parse(given).schema;
    checkFields(fields);
    for (const field of table.schema.fields) {
      const kept = fields.find((other) => other.name === field.name);
      if (kept === undefined || standardType(kept.type) !== standardType(field.type))
        throw new Refusal(
          400,
          'invalid',
          `Provided Schema does not match Table: field ${field.name} is missing or changed`,
        );
    }
    for (const field of fields)
      if (field.mode === 'REQUIRED' && !table.schema.fields.some(({ name: known }) => known === field.name))
        throw new Refusal(400, 'invalid', `Cannot add required field ${field.name} to an existing schema.`);
    return this.#put({ ...table, schema: { fields } });
  }

  noteLoad(table: StoredTable, rows: number): void {
    this.#put({ ...this.get(table.dataset, table.name), rows });
  }

  all(): StoredTable[] {
    return [...this.#datasets.values()].flatMap(({ tables }) => [...tables.values()]);
  }

  #put(table: StoredTable): StoredTable {
    const stored = { ...table, revision: ++this.#revision };
    this.dataset(table.dataset).tables.set(table.name, stored);
    return stored;
  }
}

export function etagOf(table: StoredTable): string {
  return `"etag-${table.revision}"`;
}

/** The table as the REST API answers. */
export function describeTable(table: StoredTable): unknown {
  const { dataset, name, schema, timePartitioning, clustering, revision, rows } = table;
  const fields = schema.fields.map((field) => ({
    ...field,
    type: legacyNames.get(standardType(field.type)) ?? field.type,
  }));
  return {
    kind: 'bigquery#table',
    etag: etagOf(table),
    tableReference: { projectId: 'test-project', datasetId: dataset, tableId: name },
    ...{ schema: { fields }, timePartitioning, clustering, numRows: String(rows) },
    lastModifiedTime: String(1_790_000_000_000 + revision),
  };
}

function checkFields(fields: readonly StoredField[]): void {
  for (const { name, type } of fields) {
    if (!/^[\p{L}_][\p{L}\p{N}_]{0,299}$/u.test(name))
      throw new Refusal(400, 'invalid', `Invalid field name "${name}".`);
    if (!types.includes(standardType(type))) throw new Refusal(400, 'invalid', `Invalid value for type: ${type}`);
  }
  const names = new Set(fields.map(({ name }) => name.toLowerCase()));
  if (names.size !== fields.length) throw new Refusal(400, 'invalid', 'Duplicate column names');
}
