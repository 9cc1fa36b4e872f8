import * as z from 'zod';
import { type DemoRequest, RequestError, readBody, readHeader } from '../http/request.ts';

const jsonLimitBytes = 20 * 1024 * 1024;

/** @throws RequestError 400 when there is none. */
export function readIdempotencyKey(request: DemoRequest): string {
  const key = readHeader(request, 'idempotency-key') ?? '';
  if (key === '') throw new RequestError(400, 'en-tête Idempotency-Key manquant');
  return key;
}

/** The body as the schema wants it. @throws RequestError 400 that says what is wrong with it. */
export async function readJson<T>(request: DemoRequest, schema: z.ZodType<T>): Promise<T> {
  const type = readHeader(request, 'content-type') ?? '';
  if (!/^application\/json\b/i.test(type)) throw new RequestError(400, `JSON attendu, reçu « ${type} »`);
  let value: unknown;
  try {
    value = JSON.parse((await readBody(request, jsonLimitBytes)).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new RequestError(400, `JSON illisible : ${error.message}`);
    throw error;
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new RequestError(400, z.prettifyError(parsed.error));
  return parsed.data;
}
