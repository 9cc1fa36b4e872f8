import { setTimeout as sleep } from 'node:timers/promises';
import { RetryLaterError } from '../../ports/failures.ts';
import type { FleetPage, FleetRequest } from '../../ports/fleet-api.ts';
import type { Logger } from '../../ports/logger.ts';
import { addressOf } from './address-of.ts';
import type { Answer, FetchAnswer } from './fetch-answer.ts';
import { judgeAnswer, type Trouble } from './judge-answer.ts';
import { type Pagination, readPagination, UnreadableAnswerError } from './read-pagination.ts';
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

export interface ReadingOptions {
  /** The region's host, `https://api.eu.samsara.com`. */
  readonly baseUrl: string;
  readonly logger: Logger;
  /** So many requests for one page, all in all. */
  readonly tries?: number;
  /** The first wait before another try, half of it by chance; it doubles each time, to 60 times as much. */
  readonly backOffMilliseconds?: number;
  readonly observe?: (call: FleetCall) => void;
}

type ReadPage = (
  request: FleetRequest,
  cursor: string | undefined,
  signal: AbortSignal | undefined,
) => Promise<{ readonly page: FleetPage; readonly next: string | undefined }>;

/** Longer is not waited here: the caller comes back by then. */
const longestPauseSeconds = 60;

/** Reads one page, trying again as long as that makes sense. */
export function createPageReader(options: ReadingOptions, gate: RequestGate, fetchAnswer: FetchAnswer): ReadPage {
  const { baseUrl, logger, tries = 8, backOffMilliseconds = 500, observe } = options;

  const report = (
    request: FleetRequest,
    turn: Turn,
    startedAt: number,
    answer: Answer | undefined,
    reason?: string,
  ) => {
    const { endpoint } = request;
    const status = answer?.status ?? null;
    const bytes = answer?.bytes.length ?? 0;
    const tookMilliseconds = Math.round(performance.now() - startedAt);
    const waitedMilliseconds = Math.round(turn.waitedMilliseconds);
    observe?.({ endpoint, status, waitedMilliseconds, tookMilliseconds, bytes });
    const facts = { endpoint, status: status ?? 0, milliseconds: tookMilliseconds, waitedMilliseconds, bytes };
    const requestId = answer && requestIdOf(answer);
    const line = { ...facts, ...(requestId ? { requestId } : {}) };
    if (reason === undefined) logger.info('fleet request', line);
    else logger.warn('fleet request', { ...line, reason });
  };

  /** One request. @throws PermanentError, the signal's reason */
  const ask = async (request: FleetRequest, url: string, signal: AbortSignal | undefined) => {
    const turn = await gate.enter(request.endpoint, request.requestsPerSecond, signal);
    const startedAt = performance.now();
    let answer: Answer | undefined;
    let trouble: Trouble | undefined;
    let pagination: Pagination = { last: true };
    try {
      answer = await fetchAnswer(url, turn.answered, signal);
      trouble = judgeAnswer(request.endpoint, answer, new Date());
      if (trouble === undefined) pagination = readPagination(answer.bytes);
    } catch (error) {
      signal?.throwIfAborted();
      if (answer !== undefined && !(error instanceof UnreadableAnswerError)) throw error;
      const said = error instanceof Error ? error.message : String(error);
      trouble = { reason: `${request.endpoint}: ${said}`, slowDown: false, afterSeconds: undefined };
    } finally {
      turn.leave();
      report(request, turn, startedAt, answer, trouble?.reason);
    }
    return { answer, trouble, pagination };
  };

  const backOff = (attempt: number): number => {
    const longest = backOffMilliseconds * Math.min(2 ** (attempt - 1), 60);
    return longest * (0.5 + Math.random() / 2);
  };

  return async (request, cursor, signal) => {
    const url = addressOf(baseUrl, request, cursor);
    for (let attempt = 1; ; attempt += 1) {
      const { answer, trouble, pagination } = await ask(request, url, signal);
      if (answer !== undefined && trouble === undefined) {
        const last = request.paging === 'none' || pagination.last;
        const page = { bytes: answer.bytes, requestId: requestIdOf(answer), last };
        return { page, next: last || pagination.last ? undefined : pagination.cursor };
      }
      const { reason, slowDown, afterSeconds } = trouble ?? {};
      const isLast = attempt >= tries || (afterSeconds ?? 0) > longestPauseSeconds;
      const message = `fleet API: ${reason}, after ${attempt} ${attempt === 1 ? 'try' : 'tries'}`;
      if (isLast) throw afterSeconds === undefined ? new Error(message) : new RetryLaterError(message, afterSeconds);
      const milliseconds = afterSeconds === undefined ? backOff(attempt) : afterSeconds * 1000;
      if (slowDown) gate.pause(request.endpoint, milliseconds);
      else await pause(milliseconds, signal);
    }
  };
}

function requestIdOf({ headers }: Answer): string | null {
  return headers['request-id'] ?? headers['x-request-id'] ?? null;
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal && { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
