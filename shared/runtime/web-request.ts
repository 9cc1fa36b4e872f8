import type { IncomingMessage } from 'node:http';
import { bodyStream } from './body-stream.ts';
import { requestedUrl } from './pass-request-untouched.ts';
import { ProblemError } from './problem.ts';

/**
 * A Node request as a web-standard one; its body streams. HEAD becomes GET: the answer's body is what is left out.
 * @throws ProblemError 400 when its address or headers are malformed, 405 when the web standard forbids its method,
 * 413 when it announces more than `maxBodyBytes`; reading the body throws 413 once it brings more.
 */
export function toWebRequest(
  request: IncomingMessage,
  options: { readonly protocol: string; readonly maxBodyBytes: number; readonly signal: AbortSignal },
): Request {
  const { maxBodyBytes, signal } = options;
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
  if (['CONNECT', 'TRACE', 'TRACK'].includes(method)) throw new ProblemError({ status: 405 });
  const hasBody = method !== 'GET' && bringsBody(request);
  if (hasBody && Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw tooLarge(maxBodyBytes);
  const url = toUrl(request, options.protocol);
  try {
    return new Request(url, {
      method,
      headers: toHeaders(request),
      signal,
      ...(hasBody ? { body: bodyStream(request, maxBodyBytes, () => tooLarge(maxBodyBytes)), duplex: 'half' } : {}),
    });
  } catch (cause) {
    throw malformed('La requête est mal formée.', cause);
  }
}

function bringsBody(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

function toUrl(request: IncomingMessage, protocol: string): URL {
  const path = requestedUrl(request);
  try {
    const url = new URL(`${protocol === 'https' ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}${path}`);
    decodeURIComponent(url.pathname);
    return url;
  } catch (cause) {
    throw malformed('L’adresse demandée est mal formée.', cause);
  }
}

function toHeaders(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    headers.append(request.rawHeaders[i] ?? '', request.rawHeaders[i + 1] ?? '');
  }
  return headers;
}

function tooLarge(maxBytes: number): ProblemError {
  return new ProblemError({ status: 413, detail: `Le contenu dépasse ${maxBytes} octets.` });
}

function malformed(detail: string, cause: unknown): ProblemError {
  return new ProblemError({ status: 400, detail }, { cause });
}
