import type { TimedSet } from '../data/dataset.ts';
import { statsPath } from '../data/vehicle-stats.ts';
import { itemsInWindow } from '../items-in-window.ts';
import type { Json, JsonObject } from '../json.ts';
import { type Endpoint, inData } from '../listing.ts';
import { InvalidArgument } from '../query.ts';
import { timeWindow } from '../windows.ts';

/** `/fleet/vehicles/stats/history`: up to three types a call, paged by vehicle, each with its readings of the window. */
export function statsHistory(sets: readonly TimedSet[], vehiclesPerPage: number): Endpoint {
  const byType = new Map(sets.map((set) => [set.name.split('#')[1] ?? '', set]));
  const setOf = (type: string): readonly [string, TimedSet] => {
    const set = byType.get(type);
    if (set === undefined) throw new InvalidArgument(`unknown stat type ${type}`);
    return [type, set];
  };
  return {
    path: statsPath,
    requestsPerSecond: 50,
    paging: 'after',
    list(query) {
      const window = timeWindow(query);
      const asked = query.list('types', { required: true, most: 3 }).map(setOf);
      const [, first] = asked[0] ?? setOf('');
      return {
        positions: first.entities,
        rowsPerPage: query.limit(512, vehiclesPerPage),
        rowsAt(vehicle, withLate): readonly JsonObject[] {
          const stats: Record<string, readonly Json[]> = {};
          for (const [type, set] of asked) {
            const items = itemsInWindow(set, vehicle, window, 'start').filter(({ isLate }) => withLate || !isLate);
            if (items.length > 0) stats[type] = items.map(({ json }) => json);
          }
          // Some vehicles without a reading are named all the same, and have no such key.
          const isNamed = Object.keys(stats).length > 0 || vehicle % 5 === 0;
          return isNamed ? [{ ...first.parentOf(vehicle), ...stats }] : [];
        },
        body: inData,
      };
    },
  };
}
