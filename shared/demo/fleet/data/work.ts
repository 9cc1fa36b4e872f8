import { iso, present, type TimedSet } from './dataset.ts';
import { driverReference, idOf, vehicleReference } from './entities.ts';
import { eventSet } from './events.ts';
import type { FleetSeed } from './fleet-seed.ts';
import { address } from './places.ts';

/** `/dvirs/stream`: a vehicle's daily inspection, by its last change. */
export function dvirs(seed: FleetSeed): TimedSet {
  return eventSet(seed, {
    name: '/dvirs/stream',
    entities: seed.vehicles,
    most: 2,
    lasts: [3, 20],
    write: ({ random, entity, at, until, id, updatedAt }) => ({
      id,
      type: random.pick(['preTrip', 'postTrip']),
      vehicle: { id: idOf('vehicle', entity) },
      authorSignature: {
        type: 'driver',
        signatoryUser: driverReference(seed, entity % seed.drivers),
        signedAtTime: iso(until),
      },
      dvirSubmissionBeginTime: iso(at),
      dvirSubmissionTime: iso(until),
      updatedAtTime: iso(updatedAt),
      safetyStatus: random.pick(['safe', 'unsafe', 'resolved']),
      odometerMeters: random.integer(5_000_000, 300_000_000),
      defectIds: Array.from({ length: random.integer(0, 2) }, (_, rank) => `${id.slice(0, 8)}${rank}`),
    }),
  });
}

/** `/defects/stream`: by its last change. */
export function defects(seed: FleetSeed): TimedSet {
  return eventSet(seed, {
    name: '/defects/stream',
    entities: seed.vehicles,
    most: 2,
    lasts: [1, 5],
    write: ({ random, entity, at, id, updatedAt }) =>
      present({
        id,
        dvirId: `${id.slice(0, 8)}-dvir`,
        vehicle: { id: idOf('vehicle', entity) },
        createdAtTime: iso(at),
        updatedAtTime: iso(updatedAt),
        isResolved: random.chance(0.5),
        comment: random.pick(['Feu arrière gauche « HS »', 'Pneu\nà changer', '']),
        defectTypeId: id.slice(-12),
        defectPhotos: random.chance(0.3) ? [{ createdAtTime: iso(at), url: 'https://media.example/p.jpg' }] : undefined,
      }),
  });
}

/** `/fleet/documents`. */
export function documents(seed: FleetSeed): TimedSet {
  return eventSet(seed, {
    name: '/fleet/documents',
    entities: seed.drivers,
    most: 2,
    lasts: [1, 5],
    write: ({ random, entity, at, id, updatedAt }) => ({
      id,
      documentType: { id: `type-${random.integer(0, 2)}`, name: random.pick(['Bon de livraison', 'Ticket carburant']) },
      driver: driverReference(seed, entity),
      vehicle: vehicleReference(seed, random.integer(0, seed.vehicles - 1)),
      state: random.pick(['submitted', 'required']),
      notes: random.chance(0.5) ? '' : 'À l’accueil',
      name: `Document ${id.slice(0, 4)}`,
      createdAtTime: iso(at),
      updatedAtTime: iso(updatedAt),
      conditionalFieldSections: [],
      fields: [
        {
          label: 'Litres',
          type: 'number',
          value: { numberValue: random.chance(0.5) ? random.integer(5, 80) : random.integer(50, 800) / 10 },
        },
        { label: 'Remarque', type: 'string', value: { stringValue: 'RAS' } },
      ],
    }),
  });
}

/** `/fleet/driver-vehicle-assignments`: who drove what; it shows in every window that it touches. */
export function assignments(seed: FleetSeed): TimedSet {
  return eventSet(seed, {
    name: '/fleet/driver-vehicle-assignments',
    entities: seed.drivers,
    most: 3,
    lasts: [30, 300],
    crossesMidnight: true,
    write: ({ random, entity, at, until }) => ({
      assignedAtTime: '',
      assignmentType: random.pick(['HOS', 'idCard', 'static']),
      driver: { ...driverReference(seed, entity), externalIds: { matricule: `M${entity}` } },
      vehicle: vehicleReference(seed, random.integer(0, seed.vehicles - 1)),
      startTime: iso(at),
      endTime: iso(until),
      isPassenger: random.chance(0.1),
      metadata: { sourceName: 'demo' },
    }),
  });
}

/** `/alerts/incidents/stream`, by the time of the last change; the entities are the alert configurations. */
export function alertIncidents(seed: FleetSeed, configurations: number): TimedSet {
  return eventSet(seed, {
    name: '/alerts/incidents/stream',
    entities: configurations,
    most: 4,
    lasts: [1, 30],
    write: ({ random, entity, at, until, id, updatedAt }) =>
      present({
        configurationId: configurationIdOf(entity),
        happenedAtTime: iso(at),
        updatedAtTime: iso(updatedAt),
        resolvedAtTime: random.chance(0.6) ? iso(until) : undefined,
        isResolved: random.chance(0.6),
        incidentUrl: `https://cloud.example/alerts/${id}`,
        conditions: [
          {
            description: 'Sortie de zone',
            triggerId: 1_000 + random.integer(0, 9),
            details: {
              geofenceExit: {
                address: address(random),
                vehicle: vehicleReference(seed, random.integer(0, seed.vehicles - 1)),
              },
            },
          },
        ],
      }),
  });
}

/** The id of an alert configuration. */
export function configurationIdOf(configuration: number): string {
  return `a9c0b7d2-0000-4000-a000-${String(configuration).padStart(12, '0')}`;
}
