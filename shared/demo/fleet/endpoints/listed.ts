import type { ListedSet } from '../data/dataset.ts';
import { type Endpoint, inData } from '../listing.ts';
import type { FleetQuery } from '../query.ts';

interface ListedOptions {
  readonly requestsPerSecond: number;
  /** The most that `limit` may ask for; rows of a page when it says nothing. Null: `limit` is ignored. */
  readonly most?: number;
  readonly rowsPerPage?: number;
  readonly paging?: Endpoint['paging'];
  readonly body?: ReturnType<Endpoint['list']>['body'];
  /** Which rows this request wants. */
  readonly wants?: (query: FleetQuery, entity: number) => boolean;
}

/** An endpoint that lists everything there is of one sort, without a time. */
export function listed(set: ListedSet, options: ListedOptions): Endpoint {
  const { requestsPerSecond, most = 512, rowsPerPage, paging = 'after', body = inData, wants = () => true } = options;
  return {
    path: set.name,
    requestsPerSecond,
    paging,
    list: (query) => ({
      positions: set.entities,
      rowsPerPage: Math.min(query.limit(most), rowsPerPage ?? most),
      rowsAt: (entity) => (wants(query, entity) ? [set.rowOf(entity)] : []),
      body,
    }),
  };
}
