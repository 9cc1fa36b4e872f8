import type { TimedSet } from '../data/dataset.ts';
import { type Anchor, itemsInWindow } from '../items-in-window.ts';
import type { JsonObject } from '../json.ts';
import { type Endpoint, inData } from '../listing.ts';
import type { FleetQuery } from '../query.ts';
import type { AskedWindow } from '../windows.ts';

interface TimedOptions {
  readonly requestsPerSecond: number;
  readonly anchor: Anchor | ((query: FleetQuery) => Anchor);
  readonly window: (query: FleetQuery) => AskedWindow;
  /** The most that `limit` may ask for. */
  readonly most?: number;
  readonly rowsPerPage: number;
  /** `limit` changes nothing. */
  readonly ignoresLimit?: boolean;
  /** The list within each entity's object that holds its rows; without it, rows stand alone. */
  readonly under?: string;
  readonly paging?: Endpoint['paging'];
  readonly body?: ReturnType<Endpoint['list']>['body'];
  /** Which entities are asked for; all when not said. @throws InvalidArgument */
  readonly entities?: (query: FleetQuery) => readonly number[];
}

/** An endpoint that lists rows with a time. */
export function timed(set: TimedSet, options: TimedOptions): Endpoint {
  const { requestsPerSecond, most = 512, rowsPerPage, ignoresLimit = false, under } = options;
  return {
    path: set.name,
    requestsPerSecond,
    paging: options.paging ?? 'after',
    list(query) {
      const window = options.window(query);
      const anchor = typeof options.anchor === 'string' ? options.anchor : options.anchor(query);
      const entities = options.entities?.(query);
      return {
        positions: entities?.length ?? set.entities,
        rowsPerPage: ignoresLimit ? rowsPerPage : Math.min(query.limit(most), rowsPerPage),
        rowsAt(position, withLate): readonly JsonObject[] {
          const entity = entities === undefined ? position : (entities[position] ?? 0);
          const items = itemsInWindow(set, entity, window, anchor).filter(({ isLate }) => withLate || !isLate);
          if (under === undefined) return items.map(({ json }) => json);
          return items.length === 0 ? [] : [{ ...set.parentOf(entity), [under]: items.map(({ json }) => json) }];
        },
        body: options.body ?? inData,
      };
    },
  };
}
