import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { type DoubleAnswer, type DoubleRequest, Refusal } from '../http-double.ts';
import { splitMultipart } from '../multipart-related.ts';
import type { ObjectFacts, StoredObject, StoredObjects } from './stored-objects.ts';

const factsSchema = z.object({
  contentType: z.string().exactOptional(),
  md5Hash: z.string().exactOptional(),
  metadata: z.record(z.string(), z.string()).exactOptional(),
});
const chunkStep = 256 * 1024;

interface Session {
  readonly bucket: string;
  readonly name: string;
  readonly facts: ObjectFacts;
  readonly ifGenerationMatch: string | null;
  readonly path: string;
  bytes: number;
  stored?: StoredObject;
}

/** Uploads by media, multipart and resumable. Sources: https://cloud.google.com/storage/docs/uploads-downloads and .../performing-resumable-uploads */
export function createUploads(objects: StoredObjects, describe: (bucket: string, stored: StoredObject) => unknown) {
  const sessions = new Map<string, Session>();

  async function putWhole(bucket: string, { url, incoming }: DoubleRequest): Promise<DoubleAnswer> {
    const body = await buffer(incoming);
    const isMultipart = url.searchParams.get('uploadType') === 'multipart';
    const { facts, content } = isMultipart
      ? splitMultipart(incoming.headers['content-type'], body)
      : { facts: { contentType: incoming.headers['content-type'] }, content: body };
    const path = objects.newFile();
    await writeFile(path, content);
    const name = url.searchParams.get('name') ?? '';
    const condition = url.searchParams.get('ifGenerationMatch');
    const stored = await objects.put(bucket, name, path, factsSchema.parse(facts), condition);
    return { status: 200, body: describe(bucket, stored) };
  }

  async function open(bucket: string, { url, incoming }: DoubleRequest): Promise<DoubleAnswer> {
    const text = (await buffer(incoming)).toString();
    const type = incoming.headers['x-upload-content-type'];
    const facts = factsSchema.parse({
      ...(typeof type === 'string' ? { contentType: type } : {}),
      ...(text === '' ? {} : JSON.parse(text)),
    });
    const name = url.searchParams.get('name') ?? '';
    const ifGenerationMatch = url.searchParams.get('ifGenerationMatch');
    objects.checkGeneration(bucket, name, ifGenerationMatch);
    const path = objects.newFile();
    await writeFile(path, '');
    const id = randomUUID();
    sessions.set(id, { bucket, name, facts, ifGenerationMatch, path, bytes: 0 });
    const location = `http://${incoming.headers.host}${url.pathname}?uploadType=resumable&upload_id=${id}`;
    return { status: 200, headers: { location } };
  }

  async function append({ url, incoming }: DoubleRequest): Promise<DoubleAnswer> {
    const session = sessions.get(url.searchParams.get('upload_id') ?? '');
    if (session === undefined) throw new Refusal(404, 'notFound', 'no such upload');
    const range = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(incoming.headers['content-range'] ?? '');
    if (range === null) throw new Refusal(400, 'invalid', 'Failed to parse Content-Range header.');
    const [, from, to, total] = range;
    if (session.stored !== undefined) return { status: 200, body: describe(session.bucket, session.stored) };
    if (from !== undefined) {
      if (Number(from) !== session.bytes) throw new Refusal(503, 'backendError', `expected offset ${session.bytes}`);
      const bytes = Number(to) - Number(from) + 1;
      if (Number(incoming.headers['content-length'] ?? bytes) !== bytes)
        throw new Refusal(400, 'invalid', 'Content-Range and Content-Length disagree.');
      if (total === '*' && bytes % chunkStep !== 0)
        throw new Refusal(400, 'invalid', 'A chunk that is not the last is a multiple of 256 KiB.');
      await pipeline(incoming, createWriteStream(session.path, { flags: 'a' }));
      session.bytes += bytes;
      if ((await stat(session.path)).size !== session.bytes) throw new Error('the chunk was not whole');
    }
    if (Number(total) === session.bytes) {
      const { bucket, name, path, facts, ifGenerationMatch } = session;
      session.stored = await objects.put(bucket, name, path, facts, ifGenerationMatch);
      return { status: 200, body: describe(bucket, session.stored) };
    }
    return { status: 308, headers: session.bytes === 0 ? {} : { range: `bytes=0-${session.bytes - 1}` } };
  }

  return async (bucket: string, request: DoubleRequest): Promise<DoubleAnswer> => {
    const type = request.url.searchParams.get('uploadType');
    objects.bucket(bucket);
    if (request.method === 'PUT' && type === 'resumable') return append(request);
    if (request.method !== 'POST') throw new Refusal(405, 'httpMethodNotAllowed', 'Method Not Allowed');
    return type === 'resumable' ? open(bucket, request) : putWhole(bucket, request);
  };
}
