import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import { createConnectionPool } from '../../../../shared/adapters/duckdb/connection-pool.ts';
import { createLocks } from '../../../../shared/adapters/duckdb/table-locks.ts';
import { createTable, dropTable } from '../../../../shared/adapters/duckdb/table-sql.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { checkToken } from '../check-token.ts';
import { type DoubleAnswer, type DoubleRequest, type HttpDouble, Refusal, startDouble } from '../http-double.ts';
import type { StoredObjects } from '../storage/stored-objects.ts';
import { createJobUploads } from './job-uploads.ts';
import { createJobs, toColumnType } from './jobs.ts';
import { createQueries } from './queries.ts';
import { describeTable, type StoredTable, StoredTables } from './stored-tables.ts';

export interface BigqueryDouble extends HttpDouble {
  readonly jobs: ReturnType<typeof createJobs>;
}

const datasetSchema = z.object({ datasetReference: z.object({ datasetId: z.string() }), location: z.string() });
const newTableSchema = z.looseObject({ tableReference: z.object({ tableId: z.string() }) });

/** BigQuery's REST API, as far as this project uses it. Source: https://cloud.google.com/bigquery/docs/reference/rest */
export async function startBigqueryDouble(objects: StoredObjects): Promise<BigqueryDouble> {
  const folder = await temporaryFolder();
  const pool = createConnectionPool(join(folder.path, 'double.duckdb'));
  const tables = new StoredTables();
  const jobs = createJobs(tables, objects, pool);
  const queries = createQueries(tables, pool);
  const upload = createJobUploads(jobs);
  const withLock = createLocks();

  async function answer(request: DoubleRequest): Promise<DoubleAnswer> {
    const { url, method, incoming } = request;
    if (!url.searchParams.has('upload_id')) checkToken(request);
    if (url.pathname === '/upload/bigquery/v2/projects/test-project/jobs') return upload(request);
    const path = /^\/bigquery\/v2\/projects\/test-project(\/.*)$/.exec(url.pathname)?.[1] ?? '';
    const text = (await buffer(incoming)).toString();
    const given: unknown = text === '' ? undefined : JSON.parse(text);
    const route = `${method} ${path}`;
    const match = (pattern: RegExp) => pattern.exec(route)?.slice(1).map(decodeURIComponent);

    if (route === 'POST /datasets') {
      const { datasetReference, location } = datasetSchema.parse(given);
      tables.createDataset(datasetReference.datasetId, location);
      return { status: 200, body: { kind: 'bigquery#dataset', datasetReference, location } };
    }
    if (route === 'POST /jobs') return { status: 200, body: jobs.insert(given) };
    if (route === 'POST /queries') return { status: 200, body: await queries.run(given) };
    const [dataset, table] =
      match(/^POST \/datasets\/([^/]+)\/tables$/) ??
      match(/^(?:GET|PATCH) \/datasets\/([^/]+)\/tables\/([^/]+)$/) ??
      [];
    if (dataset !== undefined)
      return {
        status: 200,
        body: describeTable(await changeTable(method, dataset, table, given, incoming.headers['if-match'])),
      };
    const [from, dropped] = match(/^DELETE \/datasets\/([^/]+)\/tables\/([^/]+)$/) ?? [];
    if (from !== undefined && dropped !== undefined) {
      const gone = tables.delete(from, dropped);
      await withLock('catalogue', () => pool.use((connection) => dropTable(connection, gone)));
      return { status: 204 };
    }
    const [job] = match(/^GET \/jobs\/([^/]+)$/) ?? [];
    if (job !== undefined) return { status: 200, body: jobs.get(job, url.searchParams.get('location')) };
    const [query] = match(/^GET \/queries\/([^/]+)$/) ?? [];
    if (query !== undefined) return { status: 200, body: queries.read(query, url.searchParams) };
    throw new Refusal(404, 'notFound', `Not Found: ${route}`);
  }

  async function changeTable(
    method: string,
    dataset: string,
    name: string | undefined,
    given: unknown,
    etag: string | undefined,
  ): Promise<StoredTable> {
    if (name !== undefined && method === 'GET') return tables.get(dataset, name);
    const changed =
      name === undefined
        ? tables.create(dataset, newTableSchema.parse(given).tableReference.tableId, given)
        : tables.changeSchema(dataset, name, given, etag);
    const columns = changed.schema.fields.map((field) => ({ name: field.name, type: toColumnType(field.type) }));
    // DuckDB's catalogue takes one change at a time.
    await withLock('catalogue', () =>
      pool.use((connection) => createTable(connection, { dataset, name: changed.name, columns })),
    );
    return changed;
  }

  const double = await startDouble(answer);
  return {
    ...double,
    jobs,
    close: async () => {
      await double.close();
      await pool.close();
      await folder.remove();
    },
  };
}
