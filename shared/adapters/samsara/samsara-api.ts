import { PermanentError } from '../../ports/failures.ts';
import type { FleetApi } from '../../ports/fleet-api.ts';
import type { Logger } from '../../ports/logger.ts';
import { createAsk, type FleetCall } from './ask-page.ts';
import { createFetch } from './fetch-answer.ts';
import { createPageReader, type ReadingOptions } from './page-reader.ts';
import { processTimer } from './process-timer.ts';
import { createRequestGate } from './request-gate.ts';

export interface SamsaraOptions extends ReadingOptions {
  readonly token: string;
  readonly logger: Logger;
  /** Requests that wait for their answer at one time. */
  readonly maxInFlight?: number;
  /** Of one token, all endpoints together. */
  readonly globalRequestsPerSecond?: number;
  readonly connectMilliseconds?: number;
  /** The longest silence of the API, before an answer or in it. */
  readonly readMilliseconds?: number;
  readonly observe?: (call: FleetCall) => void;
}

/** What a process sent that was killed a moment ago still counts: on the process's clock, no request before. */
const freeFrom = 1_250;

/** The Samsara API under its documented limits. One for all the callers of a process: the budgets are counted in it. */
export function createSamsaraApi(options: SamsaraOptions): FleetApi {
  const { token, maxInFlight = 16, globalRequestsPerSecond = 150 } = options;
  const { connectMilliseconds = 10_000, readMilliseconds = 120_000 } = options;
  const gate = createRequestGate({ globalRequestsPerSecond, maxInFlight, timer: processTimer, freeFrom });
  const fetchAnswer = createFetch({ token, maxInFlight, connectMilliseconds, readMilliseconds });
  const ask = createAsk({ logger: options.logger, observe: options.observe, gate, fetchAnswer });
  const readPage = createPageReader(options, gate, ask);
  return {
    async *pages(request, { signal } = {}) {
      const seen = new Set<string>();
      let cursor: string | undefined;
      do {
        const { page, next } = await readPage(request, cursor, signal);
        if (next !== undefined && seen.has(next)) {
          throw new PermanentError(`fleet API: the pages of ${request.endpoint} go in a circle`);
        }
        yield page;
        cursor = next;
        if (cursor !== undefined) seen.add(cursor);
      } while (cursor !== undefined);
    },
  };
}
