import type { Json, JsonObject } from './json.ts';
import type { FleetQuery } from './query.ts';

/** What one request lists, page after page, whatever its cursor: positions, each with some rows. */
export interface Listing {
  readonly positions: number;
  readonly rowsPerPage: number;
  /** The rows at a position, those that come late among them or not. */
  rowsAt(position: number, withLate: boolean): readonly JsonObject[];
  /** What a page says around its rows; `pagination` comes after it. */
  body(rows: readonly JsonObject[]): JsonObject;
}

/** One address of the fleet API. */
export interface Endpoint {
  /** Segments that begin with a colon are parameters. */
  readonly path: string;
  readonly requestsPerSecond: number;
  readonly paging: 'after' | 'startingAfter' | 'none';
  /** @throws InvalidArgument */
  list(query: FleetQuery): Listing;
}

/** The body of most answers. */
export const inData = (rows: readonly JsonObject[]): JsonObject => ({ data: rows satisfies Json });
