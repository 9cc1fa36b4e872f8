import { acceptedEncoding } from '../../shared/runtime/api/encodings.ts';
import type { Content } from './kept-contents.ts';

const common = {
  'cache-control': 'private, no-cache',
  vary: 'authorization, accept-encoding',
  'x-content-type-options': 'nosniff',
};
const leastCompressed = 512;

/** Whoever has it already gets nothing more. */
export function notModified(etag: string): Response {
  return new Response(null, { status: 304, headers: { ...common, etag } });
}

/** The content, compressed as the client takes it. */
export async function answerKept(
  request: Request,
  etag: string,
  { contentType, bytes, encoded }: Content,
  more: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const isCompressible = contentType !== 'image/png' && bytes.byteLength >= leastCompressed;
  const encoding = isCompressible ? acceptedEncoding(request.headers.get('accept-encoding')) : undefined;
  const body = encoding === undefined ? bytes : await encoded(encoding);
  const headers = { ...common, ...more, etag, 'content-type': contentType, 'content-length': String(body.byteLength) };
  return new Response(body, {
    headers: encoding === undefined ? headers : { ...headers, 'content-encoding': encoding },
  });
}
