import { createRandom } from '../../data/random.ts';
import { iso, present, type RollupSet, type TimedSet } from './dataset.ts';
import { driverReference, idOf, vehicleNameOf, vehicleReference } from './entities.ts';
import { eventSet } from './events.ts';
import type { FleetSeed } from './fleet-seed.ts';
import { formattedAddress, point } from './places.ts';

const behaviors = [
  ['acceleration', 'Accélération brusque'],
  ['braking', 'Freinage brusque'],
  ['mobileUsage', 'Téléphone au volant'],
  ['speeding', 'Excès de vitesse'],
] as const;

/** `/fleet/safety-events`: the older listing, by the event's time; labels in a list. */
export function safetyEvents(seed: FleetSeed): TimedSet {
  return eventSet(seed, {
    name: '/fleet/safety-events',
    entities: seed.vehicles,
    most: 3,
    lasts: [1, 2],
    write: ({ random, entity, at, id }) =>
      present({
        id: `${idOf('vehicle', entity)}-${at}-${id.slice(0, 8)}`,
        time: iso(at),
        vehicle: vehicleReference(seed, entity),
        driver: random.chance(0.7) ? driverReference(seed, random.integer(0, seed.drivers - 1)) : undefined,
        behaviorLabels: Array.from({ length: random.integer(0, 2) }, () => {
          const [label, name] = random.pick(behaviors);
          return { label, name, source: random.pick(['automated', 'userGenerated']) };
        }),
        coachingState: random.pick(['needsReview', 'reviewed', 'coached', 'dismissed']),
        location: point(random),
        // Whole or not, as it comes.
        maxAccelerationGForce: random.chance(0.2) ? random.integer(0, 1) : random.integer(1, 90) / 100,
        downloadForwardVideoUrl: random.chance(0.5) ? `https://media.example/${id}` : undefined,
      }),
  });
}

/** `/safety-events/stream`: the newer listing, by creation or last change. */
export function safetyEventsStream(seed: FleetSeed): TimedSet {
  return eventSet(seed, {
    name: '/safety-events/stream',
    entities: seed.vehicles,
    most: 3,
    lasts: [1, 2],
    write: ({ random, entity, at, until, id, updatedAt }) => ({
      id,
      asset: { id: idOf('vehicle', entity), name: vehicleNameOf(entity) },
      driver: driverReference(seed, random.integer(0, seed.drivers - 1)),
      startMs: at,
      endMs: until,
      createdAtTime: iso(at),
      updatedAtTime: iso(updatedAt),
      eventState: random.pick(['needsReview', 'coached', 'dismissed']),
      behaviorLabels: [{ label: random.pick(behaviors)[0], source: 'systemGenerated' }],
      contextLabels: [],
      location: { ...point(random), address: { street: formattedAddress(random), city: 'Rennes' } },
      maxAccelerationGForce: random.integer(1, 90) / 100,
      speedingMetadata: random.chance(0.2)
        ? { severity: 'light', maxSpeedKilometersPerHour: random.integer(51, 140) }
        : {},
    }),
  });
}

/** `/fleet/safety-events/audit-logs/feed`: who changed which event, by the time of the change. */
export function safetyAuditLog(seed: FleetSeed): TimedSet {
  return eventSet(seed, {
    name: '/fleet/safety-events/audit-logs/feed',
    entities: seed.vehicles,
    most: 2,
    lasts: [1, 1],
    write: ({ random, entity, at, id }) => ({
      id,
      safetyEventId: `${idOf('vehicle', entity)}-${at - 600_000}`,
      time: iso(at),
      type: random.pick(['CoachingStateActivityType', 'BehaviorLabelActivityType']),
      user: { id: idOf('user', random.integer(0, 3)), name: 'Superviseur' },
      behaviorLabel: { label: random.pick(behaviors)[0], source: 'userGenerated' },
    }),
  });
}

/** The rows of `/speeding-intervals/stream`: a trip and its intervals. */
export function speedingIntervals(seed: FleetSeed): TimedSet {
  return eventSet(seed, {
    name: '/speeding-intervals/stream',
    entities: seed.vehicles,
    most: 3,
    lasts: [10, 90],
    write: ({ random, entity, at, until, updatedAt }) => ({
      asset: { id: idOf('vehicle', entity), name: vehicleNameOf(entity) },
      tripStartTime: iso(at),
      createdAtTime: iso(at),
      updatedAtTime: iso(updatedAt),
      intervals: Array.from({ length: random.integer(1, 3) }, (_, rank) => ({
        startTime: iso(at + rank * 120_000),
        endTime: iso(Math.min(until, at + rank * 120_000 + 60_000)),
        isDismissed: random.chance(0.1),
        severityLevel: random.pick(['light', 'moderate', 'heavy', 'severe']),
        maxSpeedKilometersPerHour: random.integer(900, 1_400) / 10,
        postedSpeedLimitKilometersPerHour: random.pick([50, 80, 110]),
        location: { ...point(random), address: { street: formattedAddress(random) } },
      })),
    }),
  });
}

function score(seed: FleetSeed, name: string, entity: number, from: number, to: number) {
  const random = createRandom(seed.seed, name, entity, from, to);
  return {
    random,
    safetyScore: random.integer(40, 100),
    totalDistanceDrivenMeters: random.integer(0, 700_000),
    totalTimeDrivenMs: random.integer(0, 40_000_000),
  };
}

/** `/v1/fleet/vehicles/{vehicleId}/safety/score`: one object for the window asked. */
export function vehicleSafetyScoreV1(seed: FleetSeed): RollupSet {
  const name = '/v1/fleet/vehicles/:vehicleId/safety/score';
  return {
    name,
    entities: seed.vehicles,
    rollUp(vehicle, from, to) {
      const { random, ...totals } = score(seed, name, vehicle, from, to);
      return {
        vehicleId: Number(idOf('vehicle', vehicle)),
        ...totals,
        safetyScoreRank: String(random.integer(1, seed.vehicles)),
        totalHarshEventCount: random.integer(0, 9),
        harshEvents: [
          { harshEventType: 'Harsh Braking', timestampMs: from + 1_000, vehicleId: Number(idOf('vehicle', vehicle)) },
        ],
        crashCount: 0,
        timeOverSpeedLimitMs: random.integer(0, 900_000),
      };
    },
  };
}

/** `/safety-scores/vehicles` and `/safety-scores/drivers`. */
export function safetyScores(seed: FleetSeed, sort: 'vehicle' | 'driver'): RollupSet {
  const name = `/safety-scores/${sort}s`;
  return {
    name,
    entities: sort === 'vehicle' ? seed.vehicles : seed.drivers,
    rollUp(entity, from, to) {
      const { random, safetyScore, totalDistanceDrivenMeters, totalTimeDrivenMs } = score(seed, name, entity, from, to);
      return {
        [`${sort}Id`]: idOf(sort, entity),
        [`${sort}Score`]: safetyScore,
        driveDistanceMeters: totalDistanceDrivenMeters,
        driveTimeMilliseconds: totalTimeDrivenMs,
        behaviors: [
          {
            behaviorType: random.pick(behaviors)[0],
            count: random.integer(0, 5),
            scoreImpact: -random.integer(0, 100) / 10,
          },
        ],
        speeding: [{ speedingType: 'light', durationMilliseconds: random.integer(0, 100_000), scoreImpact: 0 }],
      };
    },
  };
}
