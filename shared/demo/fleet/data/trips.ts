import type { Item, TimedSet } from './dataset.ts';
import { iso } from './dataset.ts';
import { idOf, numberOf, vehicleNameOf } from './entities.ts';
import { type EventFacts, eventSet } from './events.ts';
import type { FleetSeed } from './fleet-seed.ts';
import { formattedAddress, point } from './places.ts';

/** What the API writes for the end of a trip that goes on: the largest 64-bit integer. */
const ongoing = 9_223_372_036_854_775_807n;

export const tripsV1Path = '/v1/fleet/trips';

function place(random: EventFacts['random']) {
  const { latitude, longitude } = point(random);
  return { latitude, longitude };
}

/** `/v1/fleet/trips`: the vehicle is not named in the row; driver 0 is nobody. */
export function tripsV1(seed: FleetSeed): TimedSet {
  const set = eventSet(seed, {
    name: tripsV1Path,
    entities: seed.vehicles,
    most: 6,
    lasts: [5, 150],
    crossesMidnight: true,
    // Not in the answer: the caller knows which vehicle it asked for.
    parentOf: (vehicle) => ({ vehicleId: idOf('vehicle', vehicle) }),
    write({ random, at, until }) {
      const distance = random.integer(300, 180_000);
      const odometer = random.integer(5_000_000, 300_000_000);
      return {
        startMs: at,
        endMs: until,
        startLocation: formattedAddress(random),
        endLocation: formattedAddress(random),
        startAddress: null,
        endAddress: random.chance(0.3) ? { id: numberOf('address', 1), name: 'Dépôt 2', address: 'Rennes' } : null,
        startCoordinates: place(random),
        endCoordinates: place(random),
        distanceMeters: distance,
        fuelConsumedMl: random.chance(0.5) ? random.integer(50, 30_000) : random.integer(50, 30_000) + 0.25,
        tollMeters: random.chance(0.2) ? random.integer(0, distance) : 0,
        startOdometer: odometer,
        endOdometer: odometer + distance,
        driverId: random.chance(0.3) ? 0 : numberOf('driver', random.integer(0, seed.drivers - 1)),
        codriverIds: [],
        assetIds: [],
      };
    },
  });
  const lastDay = Date.parse(`${seed.to}T00:00:00Z`) - 86_400_000;
  const itemsOf = (vehicle: number, day: number): readonly Item[] => {
    const items = set.itemsOf(vehicle, day);
    const last = items.at(-1);
    if (day !== lastDay || last === undefined || vehicle % 3 !== 0) return items;
    // Still on its way.
    const { endLocation: _, endCoordinates: __, ...known } = last.json;
    return [...items.slice(0, -1), { ...last, until: Number.POSITIVE_INFINITY, json: { ...known, endMs: ongoing } }];
  };
  return { ...set, itemsOf };
}

/** `/trips/stream`: start, end and place only. */
export function tripsStream(seed: FleetSeed): TimedSet {
  return eventSet(seed, {
    name: '/trips/stream',
    entities: seed.vehicles,
    most: 6,
    lasts: [5, 150],
    crossesMidnight: true,
    write: ({ random, entity, at, until, updatedAt }) => ({
      asset: { id: idOf('vehicle', entity), name: vehicleNameOf(entity), type: 'vehicle' },
      completionStatus: 'completed',
      tripStartTime: iso(at),
      tripEndTime: iso(until),
      startLocation: { ...point(random), address: { city: 'Rennes', street: formattedAddress(random) } },
      endLocation: point(random),
      createdAtTime: iso(at),
      updatedAtTime: iso(updatedAt),
    }),
  });
}
