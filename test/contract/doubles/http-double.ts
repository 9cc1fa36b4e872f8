import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

export interface DoubleRequest {
  readonly method: string;
  readonly url: URL;
  readonly incoming: IncomingMessage;
}

export interface DoubleAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly stream?: Readable;
}

/** What Google's JSON APIs answer to a request that they refuse. */
export class Refusal extends Error {
  readonly status: number;
  readonly reason: string;
  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/**
 * What goes wrong, for the next `times` requests whose "METHOD /path?query" matches: an answer with that status, the
 * connection cut before the work, after it (`lost`: done, but nobody hears of it), or in the middle of the answer (`cut`).
 */
export interface DoubleFault {
  readonly matches: RegExp;
  readonly kind: number | 'reset' | 'lost' | 'cut';
  times: number;
  /** So many requests that match are spared first. */
  spared?: number;
}

export interface HttpDouble {
  readonly url: string;
  /** "METHOD /path?query" of every request, in the order they came. */
  readonly requests: string[];
  readonly faults: DoubleFault[];
  /** How many connections are open on which an answer is awaited or under way. */
  busy(): number;
  close(): Promise<void>;
}

/** Serves an API of Google's on 127.0.0.1 until it is closed. */
export async function startDouble(answer: (request: DoubleRequest) => Promise<DoubleAnswer>): Promise<HttpDouble> {
  const requests: string[] = [];
  const faults: DoubleFault[] = [];
  let underWay = 0;

  async function respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    underWay++;
    response.once('close', () => underWay--);
    const line = `${incoming.method} ${incoming.url}`;
    requests.push(line);
    const fault = chooseFault(faults, line);
    if (fault?.kind === 'reset') return void incoming.socket.resetAndDestroy();
    const given =
      typeof fault?.kind === 'number'
        ? await refuseWith(incoming, new Refusal(fault.kind, 'backendError', `fault ${fault.kind}`))
        : await answerOrRefuse(incoming, answer);
    if (fault?.kind === 'lost') return void incoming.socket.resetAndDestroy();
    await send(response, given, fault?.kind === 'cut');
  }

  const server = createServer((incoming, response) => {
    respond(incoming, response).catch((error: unknown) => {
      if (!response.destroyed && !incoming.socket.destroyed) console.error('double:', error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    faults,
    busy: () => underWay,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function chooseFault(faults: readonly DoubleFault[], line: string): DoubleFault | undefined {
  const fault = faults.find(({ matches, times }) => times > 0 && matches.test(line));
  if (fault === undefined) return undefined;
  if (fault.spared) {
    fault.spared--;
    return undefined;
  }
  fault.times--;
  return fault;
}

async function answerOrRefuse(
  incoming: IncomingMessage,
  answer: (request: DoubleRequest) => Promise<DoubleAnswer>,
): Promise<DoubleAnswer> {
  try {
    const url = new URL(incoming.url ?? '/', 'http://double');
    return await answer({ method: incoming.method ?? 'GET', url, incoming });
  } catch (error) {
    if (error instanceof Refusal) return refuseWith(incoming, error);
    throw error;
  }
}

async function refuseWith(incoming: IncomingMessage, { status, reason, message }: Refusal): Promise<DoubleAnswer> {
  if (!incoming.complete) await buffer(incoming);
  return { status, body: { error: { code: status, message, errors: [{ domain: 'global', reason, message }] } } };
}

async function send(response: ServerResponse, answer: DoubleAnswer, isCut: boolean): Promise<void> {
  const { status, headers = {}, body, stream } = answer;
  if (stream === undefined) {
    const text = body === undefined ? '' : JSON.stringify(body);
    const type = body === undefined ? {} : { 'content-type': 'application/json; charset=UTF-8' };
    response.writeHead(status, { ...type, ...headers, 'content-length': Buffer.byteLength(text) });
    if (!isCut) return void response.end(text);
    response.write(text.slice(0, text.length / 2));
    return void setImmediate(() => response.destroy());
  }
  response.writeHead(status, { ...headers });
  if (!isCut) return await pipeline(stream, response);
  for await (const chunk of stream) {
    response.write(chunk);
    break;
  }
  // What is written goes out before the connection breaks.
  setTimeout(() => response.destroy(), 20);
}
