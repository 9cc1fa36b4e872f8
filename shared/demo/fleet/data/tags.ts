import type { JsonObject } from '../json.ts';
import { present } from './dataset.ts';
import { driverReference, idOf, tagNames, vehicleReference } from './entities.ts';
import type { FleetSeed } from './fleet-seed.ts';

function every<T>(count: number, tag: number, make: (entity: number) => T): readonly T[] | undefined {
  const members: T[] = [];
  for (let entity = tag; entity < count; entity += tagNames.length) members.push(make(entity));
  return members.length === 0 ? undefined : members;
}

/** A row of `/tags`: a list that would be empty is left out. */
export function tagRow(seed: FleetSeed, tag: number): JsonObject {
  return present({
    id: idOf('tag', tag),
    name: tagNames[tag] ?? '',
    parentTagId: tag === 0 ? undefined : idOf('tag', 0),
    parentTag: tag === 0 ? undefined : { id: idOf('tag', 0), name: tagNames[0] },
    vehicles: every(seed.vehicles, tag, (vehicle) => ({
      id: idOf('vehicle', vehicle),
      name: String(vehicleReference(seed, vehicle).name),
    })),
    drivers: every(seed.drivers, tag, (driver) => driverReference(seed, driver)),
    addresses: every(12, tag, (address) => ({ id: idOf('address', address), name: `Dépôt ${address + 1}` })),
    assets: every(9, tag, (asset) => ({ id: idOf('asset', asset), name: `Remorque frigo ${asset + 1}` })),
    sensors: tag % 2 === 0 ? [{ id: idOf('asset', 5_000 + tag), name: `Sonde ${tag}` }] : undefined,
    machines: tag === 5 ? [{ id: idOf('asset', 6_000), name: 'Presse' }] : undefined,
    externalIds: tag === 1 ? { 'siege.code': 'OUE' } : undefined,
  });
}
