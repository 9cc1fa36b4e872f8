import * as z from 'zod';
import { bindParameter } from '../../../../shared/adapters/duckdb/bind-parameter.ts';
import type { ConnectionPool } from '../../../../shared/adapters/duckdb/connection-pool.ts';
import { translateSql } from '../../../../shared/adapters/duckdb/translate-sql.ts';
import type { JsonValue } from '../../../../shared/ports/documents.ts';
import { InvalidRequestError, NotFoundError } from '../../../../shared/ports/failures.ts';
import type { QueryParameter } from '../../../../shared/ports/warehouse.ts';
import { Refusal } from '../http-double.ts';
import { toColumnType } from './jobs.ts';
import { type Result, toResult } from './query-results.ts';
import type { StoredTables } from './stored-tables.ts';

const typeSchema = z.object({ type: z.string(), arrayType: z.object({ type: z.string() }).optional() });
const valueSchema = z.object({ value: z.string().nullish() });
const requestSchema = z.object({
  query: z.string(),
  location: z.string(),
  useLegacySql: z.literal(false),
  dryRun: z.boolean().default(false),
  maximumBytesBilled: z.string().optional(),
  formatOptions: z.object({ useInt64Timestamp: z.literal(true) }).optional(),
  queryParameters: z
    .array(
      z.object({
        name: z.string(),
        parameterType: typeSchema,
        parameterValue: valueSchema.extend({ arrayValues: z.array(valueSchema).optional() }),
      }),
    )
    .default([]),
});
type RestParameter = z.infer<typeof requestSchema>['queryParameters'][number];

/** Rows in a page of results: few, so that tests turn pages. */
const pageRows = 2;
/** What a row is said to weigh. */
const rowBytes = 100;

/** Queries, which DuckDB computes. Source: https://cloud.google.com/bigquery/docs/reference/rest/v2/jobs/query */
export function createQueries(tables: StoredTables, pool: ConnectionPool) {
  const results = new Map<string, Result>();

  function page(jobId: string, from: number): unknown {
    const result = results.get(jobId);
    if (result === undefined) throw new Refusal(404, 'notFound', `Not found: Job ${jobId}`);
    const rows = result.rows.slice(from, from + pageRows);
    const next = from + pageRows < result.rows.length ? { pageToken: String(from + pageRows) } : {};
    const facts = {
      jobReference: { projectId: 'test-project', jobId, location: 'EU' },
      schema: { fields: result.fields },
    };
    return {
      jobComplete: true,
      ...facts,
      totalRows: String(result.rows.length),
      ...(rows.length ? { rows } : {}),
      ...next,
    };
  }

  return {
    async run(given: unknown): Promise<unknown> {
      const request = requestSchema.parse(given);
      const bytes = tables
        .all()
        .filter(({ dataset, name }) => new RegExp(`\\b${dataset}.?\\.${'`'}?${name}\\b`).test(request.query))
        .reduce((sum, { rows }) => sum + rows * rowBytes, 0);
      if (request.maximumBytesBilled !== undefined && bytes > Number(request.maximumBytesBilled))
        throw new Refusal(400, 'bytesBilledLimitExceeded', `Query exceeded limit for bytes billed: ${bytes} or higher`);
      const result = await compute(pool, request.query, request.queryParameters, request.dryRun);
      if (request.dryRun)
        return { jobComplete: true, totalBytesProcessed: String(bytes), schema: { fields: result.fields } };
      const jobId = `job_query-${results.size}`;
      results.set(jobId, result);
      // Every other query takes longer than the caller was ready to wait.
      const reference = { jobReference: { projectId: 'test-project', jobId, location: 'EU' } };
      return results.size % 2 === 0 ? { jobComplete: false, ...reference } : page(jobId, 0);
    },
    read: (jobId: string, query: URLSearchParams) => {
      if (query.get('formatOptions.useInt64Timestamp') !== 'true')
        throw new Refusal(400, 'invalid', 'not asked by this project');
      if (query.get('location') !== 'EU') throw new Refusal(404, 'notFound', `Not found: Job ${jobId}`);
      return page(jobId, Number(query.get('pageToken') ?? 0));
    },
  };
}

async function compute(
  pool: ConnectionPool,
  googleSql: string,
  parameters: readonly RestParameter[],
  isDryRun: boolean,
): Promise<Result> {
  try {
    const { sql, parameters: names } = translateSql(googleSql);
    return await pool.use(async (connection) => {
      const statement = await connection.prepare(sql);
      for (const name of names) {
        const given = parameters.find((parameter) => parameter.name === name);
        if (given === undefined) throw new InvalidRequestError(`Query parameter '${name}' not found`);
        bindParameter(statement, name, toParameter(given));
      }
      if (isDryRun) return { fields: [], rows: [] };
      return toResult(await statement.runAndReadAll());
    });
  } catch (error) {
    if (error instanceof NotFoundError) throw new Refusal(404, 'notFound', `Not found: Table: ${error.message}`);
    if (error instanceof InvalidRequestError) throw new Refusal(400, 'invalidQuery', error.message);
    throw error;
  }
}

function toParameter({ parameterType, parameterValue }: RestParameter): QueryParameter {
  const element = parameterType.arrayType?.type;
  if (parameterType.type !== 'ARRAY' || element === undefined) {
    const type = toColumnType(parameterType.type);
    return { type, value: parameterValue.value == null ? null : parseText(type, parameterValue.value) };
  }
  const type = z.enum(['STRING', 'INT64', 'FLOAT64', 'BOOL', 'DATE', 'TIMESTAMP']).parse(element);
  return {
    type,
    values: (parameterValue.arrayValues ?? []).map(({ value }) =>
      z.union([z.string(), z.number(), z.boolean()]).parse(parseText(type, value ?? '')),
    ),
  };
}

function parseText(type: string, text: string): JsonValue {
  if (type === 'FLOAT64') return Number(text);
  if (type === 'BOOL') return text === 'true';
  return type === 'JSON' ? JSON.parse(text) : text;
}
