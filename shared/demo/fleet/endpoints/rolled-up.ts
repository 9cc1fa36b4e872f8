import type { RollupSet } from '../data/dataset.ts';
import type { JsonObject } from '../json.ts';
import { type Endpoint, inData } from '../listing.ts';
import type { FleetQuery } from '../query.ts';
import type { AskedWindow } from '../windows.ts';

interface RollupOptions {
  readonly requestsPerSecond: number;
  readonly window: (query: FleetQuery) => AskedWindow;
  readonly rowsPerPage: number;
  readonly paging?: Endpoint['paging'];
  readonly body?: (rows: readonly JsonObject[], query: FleetQuery) => JsonObject;
  /** Which entities are asked for; all when not said. @throws InvalidArgument */
  readonly entities?: (query: FleetQuery) => readonly number[];
}

/** An endpoint that sums up exactly the window asked, a row for each entity. */
export function rolledUp(set: RollupSet, options: RollupOptions): Endpoint {
  const { requestsPerSecond, rowsPerPage, paging = 'after', body = inData } = options;
  return {
    path: set.name,
    requestsPerSecond,
    paging,
    list(query) {
      const { from, to } = options.window(query);
      const entities = options.entities?.(query);
      return {
        positions: entities?.length ?? set.entities,
        rowsPerPage,
        rowsAt: (position) => [set.rollUp(entities === undefined ? position : (entities[position] ?? 0), from, to)],
        body: (rows) => body(rows, query),
      };
    },
  };
}
