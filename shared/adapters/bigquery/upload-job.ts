import { setTimeout as delay } from 'node:timers/promises';
import type { BigQuery } from '@google-cloud/bigquery';
import type { UploadChunk } from './cut-chunks.ts';

type AuthClient = BigQuery['authClient'];

const maxTries = 5;
const timeoutMs = 120_000;

/**
 * Starts a load job with these bytes by a resumable upload: there is no job before its last byte has come, and a chunk
 * that is lost is sent again from where the service has it.
 * Source: https://cloud.google.com/bigquery/docs/reference/api-uploads#resumable
 */
export async function uploadJob(
  { apiEndpoint, authClient, projectId }: BigQuery,
  job: object,
  chunks: AsyncIterable<UploadChunk> | Iterable<UploadChunk>,
): Promise<void> {
  const url = `${apiEndpoint}/upload/bigquery/v2/projects/${projectId}/jobs?uploadType=resumable`;
  const opened = await request(authClient, { method: 'POST', url, data: job });
  const session = opened.headers.get('location');
  if (opened.status !== 200 || session === null) throw toError(opened);
  let offset = 0;
  for await (const { chunk, isLast } of chunks) {
    const end = offset + chunk.byteLength;
    const answer = await sendChunk(authClient, session, { chunk, offset, total: isLast ? `${end}` : '*' });
    if (answer.status >= 400) throw toError(answer);
    offset = end;
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: unknown;
}

interface Chunk {
  readonly chunk: Buffer;
  readonly offset: number;
  readonly total: string;
}

/** Sends until the service has all of the chunk. @returns its last answer: 308, or the job's, or its refusal. */
async function sendChunk(auth: AuthClient, session: string, { chunk, offset, total }: Chunk): Promise<Answer> {
  const end = offset + chunk.byteLength;
  let from = offset;
  let asks = false;
  for (let tries = 1; ; tries++) {
    const range = asks || from === end ? `bytes */${total}` : `bytes ${from}-${end - 1}/${total}`;
    const data = range.startsWith('bytes *') ? Buffer.alloc(0) : chunk.subarray(from - offset);
    const answer = await request(auth, {
      method: 'PUT',
      url: session,
      data,
      headers: { 'content-range': range },
    }).catch((error: unknown) => {
      if (tries >= maxTries) throw error;
    });
    const mayPass = answer === undefined || answer.status === 429 || answer.status >= 500;
    if (mayPass && tries < maxTries) {
      // What has arrived is not known: ask before sending more.
      asks = true;
      await delay(100 * 2 ** tries);
      continue;
    }
    if (answer === undefined || answer.status !== 308) return answer ?? Promise.reject(new Error('no answer'));
    from = Number(/-(\d+)$/.exec(answer.headers.get('range') ?? '')?.[1] ?? -1) + 1;
    if (from >= end) return answer;
    if (from < offset) throw new Error(`the upload has lost bytes that it had: ${from} of ${offset}`);
    asks = false;
  }
}

async function request(
  auth: AuthClient,
  {
    method,
    url,
    data,
    headers = {},
  }: { method: 'POST' | 'PUT'; url: string; data: object; headers?: Record<string, string> },
): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  return auth.request({ method, url, data, headers, signal, retry: false, validateStatus: () => true });
}

/** The client's kind of error, with BigQuery's reasons. */
function toError({ status, data }: Answer): Error {
  const answered = typeof data === 'object' && data !== null && 'error' in data ? data.error : undefined;
  return Object.assign(new Error(`BigQuery answered ${status}`), { code: status }, answered);
}
