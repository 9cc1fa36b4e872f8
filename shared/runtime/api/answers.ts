import { isKnown } from './etag.ts';

/** A JSON answer. Nobody keeps it: it depends on the token. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } });
}

/** What a GET found, with its tag: 304 without content when the client has it already. */
export function tagged(request: Request, etag: string, body: unknown): Response {
  const headers = { etag, 'cache-control': 'private, no-cache', vary: 'authorization' };
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers });
  return Response.json(body, { headers });
}

export function noContent(): Response {
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
}
