import type { TimedSet } from '../data/dataset.ts';
import { reefersPath } from '../data/reefers.ts';
import { itemsInWindow } from '../items-in-window.ts';
import type { Json, JsonObject } from '../json.ts';
import { type Endpoint, inData } from '../listing.ts';
import { millisecondWindow } from '../windows.ts';

/** `/v1/fleet/assets/reefers`: all sorts of readings of an asset in one object, paged by asset. */
export function reeferEndpoint(sets: readonly TimedSet[], rowsPerPage: number): Endpoint {
  return {
    path: reefersPath,
    requestsPerSecond: 5,
    paging: 'startingAfter',
    list(query) {
      const window = millisecondWindow(query);
      return {
        positions: sets[0]?.entities ?? 0,
        rowsPerPage: Math.min(query.limit(512), rowsPerPage),
        rowsAt(asset, withLate): readonly JsonObject[] {
          const reeferStats: Record<string, readonly Json[]> = {};
          for (const set of sets) {
            const items = itemsInWindow(set, asset, window, 'start').filter(({ isLate }) => withLate || !isLate);
            const [, type = ''] = set.name.split('#');
            if (items.length > 0) reeferStats[type] = items.map(({ json }) => json);
          }
          const parent = sets[0]?.parentOf(asset) ?? {};
          return Object.keys(reeferStats).length > 0 ? [{ ...parent, reeferStats }] : [];
        },
        body: inData,
      };
    },
  };
}
