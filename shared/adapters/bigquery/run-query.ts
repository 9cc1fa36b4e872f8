import { randomUUID } from 'node:crypto';
import type { BigQuery } from '@google-cloud/bigquery';
import * as z from 'zod';
import type { QueryParameters, ResultBatch, Row } from '../../ports/warehouse.ts';
import { answered } from './answered.ts';
import { checkIsSelect } from './check-select.ts';
import { toRestParameters } from './query-parameters.ts';
import { resultFieldSchema, resultRowSchema, toBatch, toRow } from './result-values.ts';

export interface QuerySettings {
  readonly location: string;
  readonly maximumBytesBilled?: number | undefined;
}

const answerSchema = z.object({
  jobComplete: z.boolean(),
  jobReference: z.object({ jobId: z.string(), location: z.string().optional() }),
  schema: z.object({ fields: z.array(resultFieldSchema).default([]) }).optional(),
  rows: z.array(resultRowSchema).default([]),
  pageToken: z.string().optional(),
});
type Answer = z.infer<typeof answerSchema>;

/** Runs one SELECT; the answer to a short one comes with the first call. */
export async function runQuery(
  bigquery: BigQuery,
  sql: string,
  parameters: QueryParameters,
  settings: QuerySettings,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const { fields, rows: page } of readPages(bigquery, sql, parameters, settings)) {
    for (const row of page) rows.push(toRow(fields, row));
  }
  return rows;
}

/** Runs one SELECT and gives its rows page by page: the next page is asked for once this one is used. */
export async function* streamQuery(
  bigquery: BigQuery,
  sql: string,
  parameters: QueryParameters,
  settings: QuerySettings,
): AsyncGenerator<ResultBatch> {
  let count = 0;
  for await (const { fields, rows, isLast } of readPages(bigquery, sql, parameters, settings)) {
    if (rows.length === 0 && !(isLast && count === 0)) continue;
    count += 1;
    yield toBatch(fields, rows);
  }
}

async function* readPages(bigquery: BigQuery, sql: string, parameters: QueryParameters, settings: QuerySettings) {
  checkIsSelect(sql);
  const asked = {
    ...toRequest(sql, parameters, settings),
    // The same call again, after a lost answer, is the same job.
    requestId: randomUUID(),
    timeoutMs: 10_000,
    formatOptions: { useInt64Timestamp: true },
  };
  let answer = answerSchema.parse(await call(bigquery, { method: 'POST', uri: '/queries', json: asked }));
  for (;;) {
    const isLast = answer.jobComplete && answer.pageToken === undefined;
    yield { fields: answer.schema?.fields ?? [], rows: answer.rows, isLast };
    if (isLast) return;
    answer = await readPage(bigquery, answer, settings.location);
  }
}

/** How many bytes the query would read, for nothing. */
export async function estimateBytes(
  bigquery: BigQuery,
  sql: string,
  parameters: QueryParameters,
  settings: QuerySettings,
): Promise<number> {
  checkIsSelect(sql);
  const json = { ...toRequest(sql, parameters, settings), dryRun: true };
  const answer = await call(bigquery, { method: 'POST', uri: '/queries', json });
  return z.object({ totalBytesProcessed: z.coerce.number() }).parse(answer).totalBytesProcessed;
}

function toRequest(query: string, parameters: QueryParameters, { location, maximumBytesBilled }: QuerySettings) {
  return {
    query,
    location,
    useLegacySql: false,
    parameterMode: 'NAMED',
    queryParameters: toRestParameters(parameters),
    ...(maximumBytesBilled === undefined ? {} : { maximumBytesBilled: String(maximumBytesBilled) }),
  };
}

async function readPage(bigquery: BigQuery, { jobReference, pageToken }: Answer, location: string): Promise<Answer> {
  const qs = {
    location: jobReference.location ?? location,
    'formatOptions.useInt64Timestamp': true,
    ...(pageToken === undefined ? {} : { pageToken }),
  };
  return answerSchema.parse(await call(bigquery, { uri: `/queries/${jobReference.jobId}`, qs }));
}

/** Google's client, which signs and repeats: its own `query` rounds 64 bits and cannot type an empty list of days. */
function call(bigquery: BigQuery, options: Parameters<BigQuery['request']>[0]): Promise<unknown> {
  const called = new Promise((resolve, reject) => {
    bigquery.request(options, (error, body) => (error ? reject(error) : resolve(body)));
  });
  return answered(called, 'query');
}
