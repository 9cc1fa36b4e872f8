import { createHash } from 'node:crypto';
import { acceptedEncoding, encodeOnce } from '../runtime/api/encodings.ts';

/**
 * Answers always the same content: 304 to whoever has it, compressed where that is taken and worth it.
 * @param headers its content type, its cache rule and more.
 */
export function staticAnswer(
  content: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> & { readonly 'content-type': string },
): (request: Request) => Promise<Response> {
  // Weak: it stands for the content, however it is compressed.
  const etag = `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
  const compressible = /^text\/|svg/.test(headers['content-type']) && content.byteLength > 512;
  const encoded = encodeOnce(content);
  const common = { 'x-content-type-options': 'nosniff', ...headers, etag, vary: 'accept-encoding' };
  return async (request) => {
    if (knows(request, etag)) return new Response(null, { status: 304, headers: common });
    const encoding = compressible ? acceptedEncoding(request) : undefined;
    if (encoding === undefined) return new Response(content, { headers: lengthOf(content, common) });
    const body = await encoded(encoding);
    return new Response(body, { headers: { ...lengthOf(body, common), 'content-encoding': encoding } });
  };
}

function knows(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match') ?? '';
  return known.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag.slice(2));
}

function lengthOf(body: Uint8Array, headers: Readonly<Record<string, string>>): Record<string, string> {
  return { ...headers, 'content-length': String(body.byteLength) };
}
