import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { BigQuery } from '@google-cloud/bigquery';
import * as z from 'zod';
import { answered } from './answered.ts';
import { type BigqueryError, readFailure, toFailure } from './bigquery-failures.ts';

const reasonSchema = z.object({ reason: z.string().default(''), message: z.string().default('') });
const jobSchema = z.object({
  status: z.object({
    state: z.string(),
    errorResult: reasonSchema.optional(),
    errors: z.array(reasonSchema).default([]),
  }),
  statistics: z
    .object({ load: z.object({ outputRows: z.coerce.number().default(0) }).default({ outputRows: 0 }) })
    .default({ load: { outputRows: 0 } }),
});

export interface LoadJob {
  /** What makes this load the same as another. */
  readonly key: readonly string[];
  /** Names the load in errors. */
  readonly what: string;
  /** Whether `start` can be called again, because its source is still there. */
  readonly canStartAgain: boolean;
}

/** Starts the job under that id, or throws the client's error. */
export type StartJob = (jobId: string) => Promise<void>;

/** A load that failed under one id may be asked again: it gets the next one. */
const maxAttempts = 20;
const maxOwnTries = 3;

/**
 * Runs a load job under an id made of its key, so that the same load asked twice is one job: a job that is there is
 * waited for, and only one that failed gives way to the next attempt.
 * @returns how many rows were loaded.
 */
export async function runLoadJob(
  bigquery: BigQuery,
  { key, what, canStartAgain }: LoadJob,
  start: StartJob,
): Promise<number> {
  let ownTries = 0;
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const jobId = jobIdOf(key, attempt);
    const isOwn = await startOnce(() => start(jobId));
    const { status, statistics } = await waitForJob(bigquery, jobId);
    if (status.errorResult === undefined) return statistics.load.outputRows;
    if (!isOwn) continue;
    const failure = toFailure(explain(status.errorResult, status.errors), what);
    if (failure !== undefined || !canStartAgain || ++ownTries === maxOwnTries)
      throw failure ?? new Error(`${what}: job ${jobId} failed: ${status.errorResult.message}`);
  }
  throw new Error(`${what}: ${maxAttempts} load jobs have failed already; see their ids ${jobIdOf(key, 1)}...`);
}

/** Letters, digits, `_` and `-` only. */
function jobIdOf(key: readonly string[], attempt: number): string {
  const hash = createHash('sha256').update(JSON.stringify(key)).digest('base64url');
  return `terrain-load-${hash}-${attempt}`;
}

/** @returns false when a job of that id was there already. */
async function startOnce(start: () => Promise<void>): Promise<boolean> {
  try {
    await start();
    return true;
  } catch (error) {
    if (readFailure(error).code === 409) return false;
    throw error;
  }
}

async function waitForJob(bigquery: BigQuery, jobId: string): Promise<z.infer<typeof jobSchema>> {
  for (let waitMs = 100; ; waitMs = Math.min(waitMs * 1.5, 5000)) {
    const [metadata] = await answered(bigquery.job(jobId).getMetadata(), `job ${jobId}`);
    const job = jobSchema.parse(metadata);
    if (job.status.state === 'DONE') return job;
    await delay(waitMs);
  }
}

/** The result alone often says "see the errors", where the column and the value are. */
function explain(result: BigqueryError, errors: readonly BigqueryError[]): BigqueryError {
  const others = errors.map(({ message }) => message).filter((message) => message !== result.message);
  return { ...result, message: [result.message, ...others].join('; ') };
}
