import type { ListedSet } from '../data/dataset.ts';
import { driverRow, isActiveDriver, tagNames, vehicleRow } from '../data/entities.ts';
import type { FleetSeed } from '../data/fleet-seed.ts';
import { hosClocks } from '../data/hours-of-service.ts';
import { tagRow } from '../data/tags.ts';
import { listedThings } from '../data/things.ts';
import type { FleetPart, PageSizes } from '../fleet-part.ts';
import type { FleetQuery } from '../query.ts';
import { listed } from './listed.ts';

/** Active drivers only, unless the others are asked for. */
function wantsDriver(query: FleetQuery, driver: number): boolean {
  const status = query.text('driverActivationStatus', { oneOf: ['active', 'deactivated'] }) ?? 'active';
  return isActiveDriver(driver) === (status === 'active');
}

/** The addresses that list what there is, without a time. */
export function listingEndpoints(seed: FleetSeed, { rowsPerPage }: PageSizes): FleetPart {
  const set = (name: string, entities: number, rowOf: ListedSet['rowOf']): ListedSet => ({ name, entities, rowOf });
  const vehicles = set('/fleet/vehicles', seed.vehicles, (vehicle) => vehicleRow(seed, vehicle));
  const drivers = set('/fleet/drivers', seed.drivers, (driver) => driverRow(seed, driver));
  const tags = set('/tags', tagNames.length, (tag) => tagRow(seed, tag));
  const clocks = hosClocks(seed);
  const { devices, assets, assetsV1, documentTypes, ...others } = listedThings(seed);
  const slow = { requestsPerSecond: 5, rowsPerPage };
  return {
    listed: [vehicles, drivers, tags, clocks, devices, assets, assetsV1, documentTypes, ...Object.values(others)],
    endpoints: [
      listed(vehicles, { requestsPerSecond: 25, rowsPerPage }),
      listed(drivers, { ...slow, wants: wantsDriver }),
      listed(tags, { requestsPerSecond: 25, rowsPerPage }),
      listed(clocks, slow),
      listed(devices, { ...slow, most: 100 }),
      listed(assets, { ...slow, most: 300 }),
      listed(assetsV1, { ...slow, paging: 'none', body: (rows) => ({ assets: rows }) }),
      listed(documentTypes, slow),
      ...Object.values(others).map((one) => listed(one, slow)),
    ],
  };
}
