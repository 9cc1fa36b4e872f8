import type { Json } from '../domain/fleet/fleet-json.ts';
import { PermanentError } from './failures.ts';

/** One listing of the fleet API: what to ask, how its pages follow each other, how often it may be asked. */
export interface FleetRequest {
  /** The path's template, the key of the rate budget: `/fleet/vehicles/stats/history`, `/v1/fleet/vehicles/{vehicleId}/safety/score`. */
  readonly endpoint: string;
  /** The path asked for, ids filled in and URL-encoded. */
  readonly path: string;
  /** Lists are joined by commas, except those named in `repeated`. Paging parameters are not among them. */
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  /** Parameters whose list repeats the name instead (`configurationIds=a&configurationIds=b`). */
  readonly repeated?: readonly string[];
  /** The parameter that takes the cursor of the page before; `none`: one answer is all there is. */
  readonly paging: 'after' | 'startingAfter' | 'none';
  /** The endpoint's documented limit: never passed in any second, all processes' share being this one's. */
  readonly requestsPerSecond: number;
}

/** One answer of the API. */
export interface FleetPage {
  /** The exact body, transport compression removed: nothing parsed, rounded or written again. */
  readonly bytes: Uint8Array;
  /** The same read, integers beyond 2^53 as texts of their digits. */
  readonly body: Json;
  /** The vendor's support handle. */
  readonly requestId: string | null;
  /** True when the API says that none follows (`hasNextPage` false). A feed's last page is the first that says so. */
  readonly last: boolean;
}

/**
 * A fleet's API, read only. Waiting for the rate limits, retries with back-off and the cursors are its own business.
 * @throws FleetForbiddenError when the token lacks the scope or licence (403), FleetTokenRefusedError (401), PermanentError on any
 * other refusal (4xx), in the API's own words, or when its pages go in a circle; RetryLaterError when the API says when, and any
 * other error, once the tries are used up (429, 5xx, connection, time-out, an answer cut short).
 */
export interface FleetApi {
  /**
   * Pages in order, until the API says there is none after; a page may be short or empty while more follow. At most one page is
   * held. Each call starts over from the first page; an aborted signal ends the wait and throws its reason.
   */
  pages(request: FleetRequest, options?: { readonly signal?: AbortSignal }): AsyncIterable<FleetPage>;
}

/** The token may not read this endpoint: skip its tables, the others go on. */
export class FleetForbiddenError extends PermanentError {
  override name = 'FleetForbiddenError';
  readonly endpoint: string;
  /** What the API answered. */
  readonly said: string;
  constructor(endpoint: string, said: string) {
    super(
      `fleet API: ${endpoint} is not allowed by SAMSARA_API_TOKEN's scopes or the organisation's licence (403: ${said})`,
    );
    this.endpoint = endpoint;
    this.said = said;
  }
}

/** The API does not accept the token at all. */
export class FleetTokenRefusedError extends PermanentError {
  override name = 'FleetTokenRefusedError';
}
