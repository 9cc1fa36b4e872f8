import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { type DoubleAnswer, type DoubleRequest, Refusal } from '../http-double.ts';
import type { createJobs } from './jobs.ts';

interface Session {
  readonly request: unknown;
  bytes: Buffer;
  job?: unknown;
}

/** Load jobs whose bytes are uploaded in chunks. Source: https://cloud.google.com/bigquery/docs/reference/api-uploads#resumable */
export function createJobUploads(jobs: ReturnType<typeof createJobs>) {
  const sessions = new Map<string, Session>();

  function append(session: Session, body: Buffer, header: string | undefined): DoubleAnswer {
    const range = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(header ?? '');
    if (range === null) throw new Refusal(400, 'invalid', 'Failed to parse Content-Range header.');
    const [, from, to, total] = range;
    if (session.job !== undefined) return { status: 200, body: session.job };
    if (from !== undefined) {
      if (Number(from) !== session.bytes.byteLength || Number(to) - Number(from) + 1 !== body.byteLength)
        throw new Refusal(400, 'invalid', 'Content-Range does not follow what is there.');
      if (total === '*' && body.byteLength % (256 * 1024) !== 0)
        throw new Refusal(400, 'invalid', 'A chunk that is not the last is a multiple of 256 KiB.');
      session.bytes = Buffer.concat([session.bytes, body]);
    }
    if (Number(total) === session.bytes.byteLength) {
      session.job = jobs.insert(session.request, session.bytes);
      return { status: 200, body: session.job };
    }
    const had = session.bytes.byteLength;
    return { status: 308, headers: had === 0 ? {} : { range: `bytes=0-${had - 1}` } };
  }

  return async ({ method, url, incoming }: DoubleRequest): Promise<DoubleAnswer> => {
    const body = await buffer(incoming);
    if (url.searchParams.get('uploadType') !== 'resumable')
      throw new Refusal(400, 'invalid', 'not used by this project');
    if (method === 'POST') {
      const id = randomUUID();
      sessions.set(id, { request: JSON.parse(body.toString()), bytes: Buffer.alloc(0) });
      const location = `http://${incoming.headers.host}${url.pathname}?uploadType=resumable&upload_id=${id}`;
      return { status: 200, headers: { location } };
    }
    const session = sessions.get(url.searchParams.get('upload_id') ?? '');
    if (session === undefined) throw new Refusal(404, 'notFound', 'no such upload');
    return append(session, body, incoming.headers['content-range']);
  };
}
