import type { ListedSet, TimedSet } from './data/dataset.ts';
import { driverRow, isActiveDriver, tagNames, vehicleRow } from './data/entities.ts';
import type { FleetSeed } from './data/fleet-seed.ts';
import { tagRow } from './data/tags.ts';
import { vehicleStats } from './data/vehicle-stats.ts';
import { withinSeed } from './data/within-seed.ts';
import { listed } from './endpoints/listed.ts';
import { statsHistory } from './endpoints/stats-history.ts';
import type { Endpoint } from './listing.ts';

/** All that the fake fleet has, and the addresses where it is asked for. */
export interface FleetCatalogue {
  readonly endpoints: readonly Endpoint[];
  readonly timed: readonly TimedSet[];
  readonly listed: readonly ListedSet[];
}

export interface PageSizes {
  /** Rows of a page where the API decides. */
  readonly rowsPerPage: number;
  readonly vehiclesPerPage: number;
}

/** The fleet of that seed. */
export function createFleetCatalogue(seed: FleetSeed, { rowsPerPage, vehiclesPerPage }: PageSizes): FleetCatalogue {
  const stats = vehicleStats(seed).map((set) => withinSeed(seed, set));
  const vehicles: ListedSet = {
    name: '/fleet/vehicles',
    entities: seed.vehicles,
    rowOf: (vehicle) => vehicleRow(seed, vehicle),
  };
  const drivers: ListedSet = {
    name: '/fleet/drivers',
    entities: seed.drivers,
    rowOf: (driver) => driverRow(seed, driver),
  };
  const tags: ListedSet = { name: '/tags', entities: tagNames.length, rowOf: (tag) => tagRow(seed, tag) };
  return {
    timed: stats,
    listed: [vehicles, drivers, tags],
    endpoints: [
      statsHistory(stats, vehiclesPerPage),
      listed(vehicles, { requestsPerSecond: 25, rowsPerPage }),
      listed(drivers, {
        requestsPerSecond: 5,
        rowsPerPage,
        wants: (query, driver) =>
          isActiveDriver(driver) ===
          (query.text('driverActivationStatus', { oneOf: ['active', 'deactivated'] }) !== 'deactivated'),
      }),
      listed(tags, { requestsPerSecond: 25, rowsPerPage }),
    ],
  };
}
