import { gzipSync } from 'node:zlib';
import type { Fault } from '../faults.ts';
import type { Answer } from '../http/answer.ts';
import { type DemoRequest, readHeader } from '../http/request.ts';
import { answerByRoute, type Route } from '../http/router.ts';
import type { DemoService } from '../http/start-server.ts';
import { writeJson } from './json.ts';
import type { Endpoint } from './listing.ts';
import { makePage } from './page.ts';
import { InvalidArgument, readQuery } from './query.ts';
import type { RateBook } from './rate-book.ts';

interface FleetServiceOptions {
  readonly token: string;
  readonly seed: number;
  readonly emptyShare: number;
  /** Undefined: nobody counts. */
  readonly rates: RateBook | undefined;
  /** Addresses that the token may not read; may change while it runs. */
  readonly forbidden: ReadonlySet<string>;
  readonly endpoints: readonly Endpoint[];
}

const cursorNames = { after: 'after', startingAfter: 'startingAfter', none: undefined } as const;
let requests = 0;

/** What the API says of every answer. */
function withRequestId(answer: Answer): Answer {
  requests += 1;
  return { ...answer, headers: { ...answer.headers, 'request-id': `demo-${requests.toString(36).padStart(8, '0')}` } };
}

function answerText(status: number, text: string, headers: Answer['headers'] = {}): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: Buffer.from(text) };
}

function answerProblem(status: number, message: string, headers: Answer['headers'] = {}): Answer {
  const body = Buffer.from(JSON.stringify({ message, requestId: `demo-${requests.toString(36)}` }));
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}

function answerBody(request: DemoRequest, text: string): Answer {
  const headers = { 'content-type': 'application/json;charset=utf-8' };
  const body = Buffer.from(text);
  const wantsGzip = (readHeader(request, 'accept-encoding') ?? '').includes('gzip');
  if (!wantsGzip || body.length < 512) return { status: 200, headers, body };
  return { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipSync(body, { level: 1 }) };
}

/** The older part of the API refuses in plain text. */
function answerInvalid(path: string, message: string): Answer {
  return path.startsWith('/v1/') || path.includes('/stats/')
    ? answerText(400, `rpc error: code = InvalidArgument desc = ${message}`)
    : answerProblem(400, message);
}

/** The fleet API: bearer token, rate limits in every second, pages by cursor. */
export function createFleetService(options: FleetServiceOptions): DemoService {
  const { token, rates, forbidden, endpoints, seed, emptyShare } = options;
  const completed = new Set<string>();
  const verdicts = new WeakMap<object, number>();

  const answerPage = (endpoint: Endpoint, request: DemoRequest): Answer => {
    const cursorName = cursorNames[endpoint.paging];
    const cursor = cursorName && (request.url.searchParams.get(cursorName) || undefined);
    const asked = new URLSearchParams(request.url.searchParams);
    if (cursorName !== undefined) asked.delete(cursorName);
    asked.sort();
    const key = `${request.url.pathname}?${asked}`;
    const listing = endpoint.list(readQuery(request.url, request.parameters));
    const withLate = completed.has(key);
    const { body, isLast } = makePage({ endpoint, listing, cursor, withLate, emptyShare, seed });
    if (isLast) completed.add(key);
    return answerBody(request, writeJson(body));
  };

  const routes: readonly Route[] = endpoints.map((endpoint) => ({
    method: 'GET',
    path: endpoint.path,
    answer: (request) => {
      if (forbidden.has(endpoint.path)) return answerProblem(403, 'Token lacks the scope for this endpoint');
      try {
        return answerPage(endpoint, request);
      } catch (error) {
        if (error instanceof InvalidArgument) return answerInvalid(endpoint.path, error.message);
        throw error;
      }
    },
  }));

  return {
    name: 'fleet',
    arrive({ url, incoming }) {
      const endpoint = endpoints.find(({ path }) => isAt(path, url.pathname));
      const wait = endpoint && rates?.arrive(endpoint.path, endpoint.requestsPerSecond);
      if (wait !== undefined) verdicts.set(incoming, wait);
    },
    async answer(request) {
      if (readHeader(request, 'authorization') !== `Bearer ${token}`) {
        return withRequestId(answerProblem(401, 'Invalid token'));
      }
      const wait = verdicts.get(request.incoming);
      if (wait !== undefined) return withRequestId(answerTooMany(wait));
      return withRequestId(await answerByRoute(routes, request));
    },
    answerError: (status, message) => withRequestId(answerProblem(status, message)),
    answerFault,
  };
}

function answerTooMany(seconds: number | undefined): Answer {
  const headers = seconds === undefined ? {} : { 'retry-after': seconds.toFixed(5) };
  return answerProblem(429, 'Exceeded rate limit', headers);
}

/** The fleet's own way to fail: plain text from whatever stands before it. */
function answerFault(fault: Fault): Answer | undefined {
  if (fault.kind === 'tooManyRequests') return withRequestId(answerTooMany(fault.retryAfterSeconds));
  if (fault.kind !== 'unavailable') return undefined;
  const headers = fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
  return withRequestId(answerText(fault.status, 'upstream connect error or disconnect/reset before headers', headers));
}

function isAt(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return wanted.length === given.length && wanted.every((part, index) => part.startsWith(':') || part === given[index]);
}
