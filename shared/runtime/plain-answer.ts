import type { ServerResponse } from 'node:http';

/**
 * A whole answer in plain values. The first web `Response` that a process makes loads Node's `fetch`, which a start and the
 * first page should not wait for.
 */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A GET (or a HEAD, whose body is left out afterwards) in plain values. */
export interface PlainQuestion {
  /** As it was sent, without its query. */
  readonly path: string;
  header(name: 'accept-encoding' | 'if-none-match'): string | undefined;
}

/** Sends it. @param method HEAD gets everything but the body. */
export function writePlainAnswer(
  { status, headers, body }: PlainAnswer,
  response: ServerResponse,
  method: string | undefined,
): void {
  response.writeHead(status, { 'x-content-type-options': 'nosniff', ...headers });
  response.end(method === 'HEAD' ? undefined : body);
}
