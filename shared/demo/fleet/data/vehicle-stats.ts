import { createRandom } from '../../data/random.ts';
import { dayMilliseconds, type Item, iso, type TimedSet } from './dataset.ts';
import { isElectric, vehicleReference } from './entities.ts';
import type { FleetSeed } from './fleet-seed.ts';
import { type StatType, statTypes } from './stat-values.ts';

export const statsPath = '/fleet/vehicles/stats/history';

function hasStat({ vehicles }: StatType, vehicle: number): boolean {
  return vehicles === 'all' || (vehicles === 'electric') === isElectric(vehicle);
}

function readings(seed: FleetSeed, type: StatType, vehicle: number, day: number): Item[] {
  const random = createRandom(seed.seed, type.name, vehicle, day);
  // A vehicle stands still now and then.
  if (!hasStat(type, vehicle) || random.chance(0.06)) return [];
  const count = Math.max(1, Math.round(seed.readingsPerDay * type.share));
  const step = Math.floor(dayMilliseconds / count);
  return Array.from({ length: count }, (_, index) => {
    // Some readings stand exactly on midnight, where two windows meet.
    const isFirst = index === 0 && random.chance(0.2);
    const at = day + index * step + (isFirst ? 0 : random.integer(0, step - 1));
    const extra = random.chance(seed.newFieldShare) ? { signalQuality: { level: random.integer(0, 5) } } : {};
    return { at, json: { time: iso(at), ...type.value(random), ...extra } };
  });
}

/** The stats of `/fleet/vehicles/stats/history`, one set for each type. */
export function vehicleStats(seed: FleetSeed): readonly TimedSet[] {
  return statTypes(seed.floatShare).map((type) => ({
    name: `${statsPath}#${type.name}`,
    entities: seed.vehicles,
    parentOf: (vehicle) => vehicleReference(seed, vehicle),
    itemsOf: (vehicle, day) => readings(seed, type, vehicle, day),
  }));
}
