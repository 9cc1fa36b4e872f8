import type { Html } from './html.ts';

/** An answer as a value, so that a fault can spoil it on its way out. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Uint8Array;
}

/** A page. */
export function answerPage(page: Html, status = 200, headers: Answer['headers'] = {}): Answer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
      ...headers,
    },
    body: Buffer.from(page.text),
  };
}

/** A JSON answer. */
export function answerJson(value: unknown, status = 200, headers: Answer['headers'] = {}): Answer {
  const body = Buffer.from(JSON.stringify(value));
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}

/** A file. */
export function answerFile(body: Uint8Array, contentType: string, headers: Answer['headers'] = {}): Answer {
  return { status: 200, headers: { 'content-type': contentType, ...headers }, body };
}

/** Go elsewhere, with GET. */
export function answerRedirect(location: string, headers: Answer['headers'] = {}): Answer {
  return { status: 303, headers: { location, 'cache-control': 'no-store', ...headers }, body: new Uint8Array() };
}

/** The same answer with one more cookie. */
export function addCookie(answer: Answer, cookie: string): Answer {
  const known = answer.headers['set-cookie'] ?? [];
  return { ...answer, headers: { ...answer.headers, 'set-cookie': [...[known].flat(), cookie] } };
}

/** A Content-Disposition for any file name, also one that ASCII cannot write. */
export function attachmentHeader(name: string | null): string {
  if (name === null) return 'attachment';
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
