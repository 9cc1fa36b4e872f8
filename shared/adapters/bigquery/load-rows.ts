import { createHash, randomUUID } from 'node:crypto';
import type { BigQuery } from '@google-cloud/bigquery';
import { cutChunks, type UploadChunk } from './cut-chunks.ts';
import type { EncodedRows } from './encode-rows.ts';
import { runLoadJob } from './load-job.ts';
import { uploadJob } from './upload-job.ts';

interface RowsLoad {
  readonly load: object;
  readonly key: readonly string[];
  readonly what: string;
  readonly isAppend: boolean;
}

/**
 * Loads given rows by one job, whose bytes go up as they come. Rows that fit in one chunk make the job's id when they
 * replace; added rows are always added, for two equal ones may both be meant.
 */
export async function loadRows(
  bigquery: BigQuery,
  rows: EncodedRows,
  { load, key, what, isAppend }: RowsLoad,
): Promise<number> {
  const chunks = cutChunks(rows.bytes);
  const first = await chunks.next();
  if (first.done) throw new Error('gzip is never empty');
  if (isAppend && first.value.isLast && rows.count() === 0) return 0;
  const { chunk, isLast } = first.value;
  const content = isLast && !isAppend ? createHash('sha256').update(chunk).digest('hex') : randomUUID();
  return runLoadJob(bigquery, { key: [...key, content], what, canStartAgain: isLast }, async (jobId) => {
    const jobReference = { projectId: bigquery.projectId, jobId, location: bigquery.location };
    const all = isLast ? [first.value] : startWith(first.value, chunks);
    await uploadJob(bigquery, { jobReference, configuration: { load } }, all);
  });
}

async function* startWith(first: UploadChunk, rest: AsyncIterable<UploadChunk>): AsyncGenerator<UploadChunk> {
  yield first;
  yield* rest;
}
