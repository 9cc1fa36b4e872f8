import type { IncomingMessage } from 'node:http';

/** A request to a demo server. */
export interface DemoRequest {
  readonly method: string;
  readonly url: URL;
  readonly incoming: IncomingMessage;
  /** The decoded `:name` parts of the route. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A request that cannot be answered as asked. */
export class RequestError extends Error {
  override name = 'RequestError';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The header's text; undefined when it is missing. */
export function readHeader(request: DemoRequest, name: string): string | undefined {
  const value = request.incoming.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** The body, up to so many bytes. @throws RequestError 413 when it is longer. */
export async function readBody(request: DemoRequest, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.incoming) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > limitBytes) throw new RequestError(413, `plus de ${limitBytes} octets`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

const formLimitBytes = 64_000;

/** The fields of a submitted form. */
export async function readForm(request: DemoRequest): Promise<URLSearchParams> {
  return new URLSearchParams((await readBody(request, formLimitBytes)).toString('utf8'));
}

/** The value of a cookie; undefined when the request does not bring it. */
export function readCookie(request: DemoRequest, name: string): string | undefined {
  for (const part of (request.incoming.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name) return value;
  }
  return undefined;
}
