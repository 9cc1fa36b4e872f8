import type { FleetPage, FleetRequest } from '../../ports/fleet-api.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Answer, FetchAnswer } from './fetch-answer.ts';
import { judgeAnswer, type Trouble } from './judge-answer.ts';
import { readBody, readPagination, UnreadableAnswerError } from './read-pagination.ts';
import type { RequestGate, Turn } from './request-gate.ts';

/** One request as it went, for progress and statistics. */
export interface FleetCall {
  readonly endpoint: string;
  /** Null when there was no whole answer. */
  readonly status: number | null;
  /** For its turn: the rate limits, the requests in flight. */
  readonly waitedMilliseconds: number;
  readonly tookMilliseconds: number;
  readonly bytes: number;
}

interface AskOptions {
  readonly logger: Logger;
  readonly gate: RequestGate;
  readonly fetchAnswer: FetchAnswer;
  readonly observe?: ((call: FleetCall) => void) | undefined;
}

/** A page and the cursor of the next one; or what went wrong, to be tried again. */
export type Asked =
  | { readonly page: FleetPage; readonly next: string | undefined; readonly trouble?: never }
  | { readonly trouble: Trouble };

export type AskPage = (request: FleetRequest, url: string, signal: AbortSignal | undefined) => Promise<Asked>;

/** Sends one request when its turn comes, and says how it went. The function throws PermanentErrors and the signal's reason. */
export function createAsk({ logger, gate, fetchAnswer, observe }: AskOptions): AskPage {
  const report = (
    endpoint: string,
    turn: Turn,
    tookMilliseconds: number,
    answer: Answer | undefined,
    reason: string,
  ) => {
    const { status = null, bytes } = answer ?? {};
    const waitedMilliseconds = Math.round(turn.waitedMilliseconds);
    const call = { endpoint, waitedMilliseconds, tookMilliseconds, bytes: bytes?.length ?? 0 };
    observe?.({ ...call, status });
    const requestId = (answer && requestIdOf(answer)) ?? undefined;
    const line = { ...call, status: status ?? undefined, requestId };
    if (reason === '') logger.info('fleet request', line);
    else logger.warn('fleet request', { ...line, reason });
  };

  return async (request, url, signal) => {
    const { endpoint } = request;
    const turn = await gate.enter(endpoint, request.requestsPerSecond, signal);
    const startedAt = performance.now();
    let answer: Answer | undefined;
    let reason = '';
    try {
      answer = await fetchAnswer(url, turn.answered, signal);
      const trouble = judgeAnswer(endpoint, answer, new Date());
      reason = trouble?.reason ?? '';
      return trouble === undefined ? toPage(request, answer) : { trouble };
    } catch (error) {
      signal?.throwIfAborted();
      reason = error instanceof Error ? error.message : String(error);
      if (answer !== undefined && !(error instanceof UnreadableAnswerError)) throw error;
      return { trouble: { reason: `${endpoint}: ${reason}`, slowDown: false, afterSeconds: undefined } };
    } finally {
      turn.leave();
      report(endpoint, turn, Math.round(performance.now() - startedAt), answer, reason);
    }
  };
}

function toPage({ paging }: FleetRequest, answer: Answer): Asked {
  const body = readBody(answer.bytes);
  const pagination = readPagination(body);
  const last = paging === 'none' || pagination.last;
  return {
    page: { bytes: answer.bytes, body, requestId: requestIdOf(answer), last },
    next: last || pagination.last ? undefined : pagination.cursor,
  };
}

function requestIdOf({ headers }: Answer): string | null {
  return headers['request-id'] ?? headers['x-request-id'] ?? null;
}
