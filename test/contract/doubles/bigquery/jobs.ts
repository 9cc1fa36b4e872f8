import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { ConnectionPool } from '../../../../shared/adapters/duckdb/connection-pool.ts';
import { loadRows } from '../../../../shared/adapters/duckdb/load-rows.ts';
import { createLocks } from '../../../../shared/adapters/duckdb/table-locks.ts';
import type { ColumnType, LoadMode } from '../../../../shared/ports/warehouse.ts';
import { Refusal } from '../http-double.ts';
import type { StoredObjects } from '../storage/stored-objects.ts';
import { checkPartition, readRows, readSources } from './read-load.ts';
import { type StoredTable, type StoredTables, standardType, tableFacts } from './stored-tables.ts';

const loadSchema = z.strictObject({
  destinationTable: z.object({ projectId: z.string(), datasetId: z.string(), tableId: z.string() }),
  sourceFormat: z.literal('NEWLINE_DELIMITED_JSON'),
  sourceUris: z.array(z.string()).default([]),
  schema: tableFacts.shape.schema,
  autodetect: z.literal(false),
  createDisposition: z.literal('CREATE_NEVER'),
  writeDisposition: z.enum(['WRITE_APPEND', 'WRITE_TRUNCATE']),
  timePartitioning: tableFacts.shape.timePartitioning,
  clustering: tableFacts.shape.clustering,
});
type Load = z.infer<typeof loadSchema>;

export const jobSchema = z.object({
  jobReference: z.object({
    projectId: z.string(),
    jobId: z.string().regex(/^[\w-]{1,1024}$/),
    location: z.string(),
  }),
  configuration: z.object({ load: loadSchema }),
});
export type JobRequest = z.infer<typeof jobSchema>;

interface Job {
  readonly request: JobRequest;
  state: 'RUNNING' | 'DONE';
  errorResult?: { reason: string; message: string };
  outputRows?: number;
}

/** Load jobs. Source: https://cloud.google.com/bigquery/docs/reference/rest/v2/Job */
export function createJobs(tables: StoredTables, objects: StoredObjects, pool: ConnectionPool) {
  const jobs = new Map<string, Job>();
  const failures: { reason: string; message: string }[] = [];
  const withLock = createLocks();

  async function load(job: Job, uploaded: Buffer | undefined): Promise<void> {
    const { load: asked } = job.request.configuration;
    const failure = failures.shift();
    if (failure !== undefined) throw new Refusal(400, failure.reason, failure.message);
    const [name = '', partition] = asked.destinationTable.tableId.split('$');
    const dataset = asked.destinationTable.datasetId;
    tables.dataset(dataset, job.request.jobReference.location);
    job.outputRows = await withLock(`${dataset}.${name}`, async () => {
      const table = tables.get(dataset, name);
      checkLoad(asked, table, partition);
      const sources = uploaded === undefined ? await openSources(asked.sourceUris) : [{ name: '', bytes: uploaded }];
      const rows = readSources(sources).flatMap((text) => readRows(text, asked.schema.fields));
      if (partition !== undefined) checkPartition(rows, table, partition);
      const definition = toDefinition(table);
      await pool.use((connection) => loadRows(connection, definition, rows, toMode(asked, partition)));
      tables.noteLoad(table, (asked.writeDisposition === 'WRITE_APPEND' ? table.rows : 0) + rows.length);
      return rows.length;
    });
  }

  async function openSources(uris: readonly string[]) {
    const names = uris.flatMap((uri) => {
      const [, bucket = '', name = ''] = /^gs:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
      if (!name.includes('*')) return [{ bucket, name }];
      const [prefix = '', suffix = ''] = name.split('*');
      return objects
        .list(bucket, prefix)
        .filter((found) => found.name.endsWith(suffix))
        .map((found) => ({ bucket, name: found.name }));
    });
    const read = async ({ bucket, name }: { bucket: string; name: string }) => {
      const { path } = objects.get(bucket, name);
      return { name, bytes: await readFile(path) };
    };
    return Promise.all(names.map(read));
  }

  return {
    /** The job is there from now on, and runs. @throws Refusal 409 when one of that id is there. */
    insert(given: unknown, uploaded?: Buffer): unknown {
      const request = jobSchema.parse(given);
      const { jobId } = request.jobReference;
      if (jobs.has(jobId)) throw new Refusal(409, 'duplicate', `Already Exists: Job ${jobId}`);
      if (uploaded === undefined && request.configuration.load.sourceUris.length === 0)
        throw new Refusal(400, 'invalid', 'Load configuration must specify at least one source URI');
      const job: Job = { request, state: 'RUNNING' };
      jobs.set(jobId, job);
      load(job, uploaded)
        .catch((error: unknown) => {
          const { reason, message } =
            error instanceof Refusal ? error : { reason: 'internalError', message: String(error) };
          job.errorResult = { reason, message };
        })
        .finally(() => {
          job.state = 'DONE';
        });
      return describeJob(job);
    },
    get(jobId: string, location: string | null): unknown {
      const job = jobs.get(jobId);
      if (job === undefined || job.request.jobReference.location !== location)
        throw new Refusal(404, 'notFound', `Not found: Job ${jobId}`);
      return describeJob(job);
    },
    /** The ids of all jobs there have been. */
    ids: () => [...jobs.keys()],
    /** What the next jobs fail with. */
    failures,
  };
}

function checkLoad(asked: Load, table: StoredTable, partition: string | undefined): void {
  if (partition !== undefined && (table.timePartitioning === undefined || !/^\d{8}$/.test(partition)))
    throw new Refusal(400, 'invalid', `Cannot write to partition ${partition} of a table that has no such partition.`);
  const isWhole = partition === undefined && asked.writeDisposition === 'WRITE_TRUNCATE';
  if (isWhole && JSON.stringify(asked.timePartitioning) !== JSON.stringify(table.timePartitioning))
    throw new Refusal(400, 'invalid', 'Incompatible table partitioning specification.');
  if (isWhole && JSON.stringify(asked.clustering) !== JSON.stringify(table.clustering))
    throw new Refusal(400, 'invalid', 'Incompatible table clustering specification.');
  for (const field of table.schema.fields) {
    const given = asked.schema.fields.find(({ name }) => name === field.name);
    if (given === undefined || standardType(given.type) !== standardType(field.type) || given.mode !== field.mode)
      throw new Refusal(
        400,
        'invalid',
        `Provided Schema does not match Table: field ${field.name} is missing or changed`,
      );
  }
  if (asked.schema.fields.length !== table.schema.fields.length)
    throw new Refusal(400, 'invalid', 'Provided Schema does not match Table: it has fields that the table lacks');
}

function toMode(asked: Load, partition: string | undefined): LoadMode | undefined {
  if (asked.writeDisposition === 'WRITE_APPEND') return undefined;
  if (partition === undefined) return { replaceAll: true };
  return { replacePartition: partition.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3') };
}

function toDefinition({ dataset, name, schema, timePartitioning }: StoredTable) {
  const columns = schema.fields.map((field) => ({ name: field.name, type: toColumnType(field.type) }));
  return { dataset, name, columns, ...(timePartitioning ? { partitionBy: timePartitioning.field } : {}) };
}

export function toColumnType(type: string): ColumnType {
  return z.enum(['STRING', 'INT64', 'FLOAT64', 'BOOL', 'DATE', 'TIMESTAMP', 'JSON']).parse(standardType(type));
}

function describeJob({ request, state, errorResult, outputRows }: Job): unknown {
  const failed = errorResult === undefined ? {} : { errorResult, errors: [errorResult] };
  // BigQuery leaves out the count of a load that had no row.
  const statistics = state === 'DONE' && outputRows ? { load: { outputRows: String(outputRows) } } : {};
  return { kind: 'bigquery#job', ...request, status: { state, ...(state === 'DONE' ? failed : {}) }, statistics };
}
