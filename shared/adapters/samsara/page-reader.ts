import { setTimeout as sleep } from 'node:timers/promises';
import { RetryLaterError } from '../../ports/failures.ts';
import type { FleetPage, FleetRequest } from '../../ports/fleet-api.ts';
import { addressOf } from './address-of.ts';
import type { AskPage } from './ask-page.ts';
import type { Trouble } from './judge-answer.ts';
import type { RequestGate } from './request-gate.ts';

export interface ReadingOptions {
  /** The region's host, `https://api.eu.samsara.com`. */
  readonly baseUrl: string;
  /** So many requests for one page, all in all. */
  readonly tries?: number;
  /** The first wait before another try, half of it by chance; it doubles each time, to 60 times as much. */
  readonly backOffMilliseconds?: number;
}

interface ReadPage {
  readonly page: FleetPage;
  /** The cursor of the next one. */
  readonly next: string | undefined;
}

/** Longer is not waited here: the caller comes back by then. */
const longestPauseSeconds = 60;

/** Reads one page, trying again as long as that makes sense. */
export function createPageReader(options: ReadingOptions, gate: RequestGate, ask: AskPage) {
  const { baseUrl, tries = 8, backOffMilliseconds = 500 } = options;

  const backOff = (attempt: number): number => {
    const longest = backOffMilliseconds * Math.min(2 ** (attempt - 1), 60);
    return longest * (0.5 + Math.random() / 2);
  };

  return async (request: FleetRequest, cursor: string | undefined, signal?: AbortSignal): Promise<ReadPage> => {
    const url = addressOf(baseUrl, request, cursor);
    for (let attempt = 1; ; attempt += 1) {
      const asked = await ask(request, url, signal);
      if (asked.trouble === undefined) return asked;
      const { slowDown, afterSeconds } = asked.trouble;
      if (attempt >= tries || (afterSeconds ?? 0) > longestPauseSeconds) throw toError(asked.trouble, attempt);
      const milliseconds = afterSeconds === undefined ? backOff(attempt) : afterSeconds * 1000;
      if (slowDown) gate.pause(request.endpoint, milliseconds);
      else await pause(milliseconds, signal);
    }
  };
}

function toError({ reason, afterSeconds }: Trouble, attempt: number): Error {
  const message = `fleet API: ${reason}, after ${attempt} ${attempt === 1 ? 'try' : 'tries'}`;
  return afterSeconds === undefined ? new Error(message) : new RetryLaterError(message, afterSeconds);
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal && { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
