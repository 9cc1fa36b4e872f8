import { idOf } from '../data/entities.ts';
import type { FleetSeed } from '../data/fleet-seed.ts';
import { safetyAuditLog, safetyEventsStream, speedingIntervals } from '../data/safety.ts';
import { configurations } from '../data/things.ts';
import { tripsStream } from '../data/trips.ts';
import { withinSeed } from '../data/within-seed.ts';
import { alertIncidents, configurationIdOf, defects, dvirs } from '../data/work.ts';
import type { FleetPart, PageSizes } from '../fleet-part.ts';
import type { FleetQuery } from '../query.ts';
import { openWindow } from '../windows.ts';
import { askedEntities } from './asked-entities.ts';
import { timed } from './timed.ts';

/** By its last change, unless the parameter says that other field. */
function anchorBy(parameter: string, startField: string) {
  return (query: FleetQuery) =>
    query.text(parameter, { oneOf: ['updatedAtTime', startField] }) === startField ? 'start' : 'updated';
}

/** The addresses that go on for ever without an end, most of them by the last change. */
export function streamEndpoints(seed: FleetSeed, { rowsPerPage }: PageSizes): FleetPart {
  const trips = withinSeed(seed, tripsStream(seed));
  const safety = withinSeed(seed, safetyEventsStream(seed));
  const audit = withinSeed(seed, safetyAuditLog(seed));
  const speeding = withinSeed(seed, speedingIntervals(seed));
  const inspections = withinSeed(seed, dvirs(seed));
  const found = withinSeed(seed, defects(seed));
  const incidents = withinSeed(seed, alertIncidents(seed, configurations));
  const common = { requestsPerSecond: 5, rowsPerPage, window: (query: FleetQuery) => openWindow(query, Date.now()) };
  const vehiclesAs = (name: string) =>
    askedEntities({
      name,
      required: true,
      most: 50,
      entities: seed.vehicles,
      idOf: (vehicle) => idOf('vehicle', vehicle),
    });
  return {
    timed: [trips, safety, audit, speeding, inspections, found, incidents],
    endpoints: [
      timed(trips, { ...common, anchor: anchorBy('queryBy', 'tripStartTime'), entities: vehiclesAs('ids') }),
      timed(safety, { ...common, anchor: anchorBy('queryByTimeField', 'createdAtTime') }),
      timed(audit, { ...common, anchor: 'start' }),
      timed(speeding, { ...common, anchor: anchorBy('queryBy', 'tripStartTime'), entities: vehiclesAs('assetIds') }),
      timed(inspections, { ...common, anchor: 'updated', most: 200 }),
      timed(found, { ...common, anchor: 'updated', most: 200 }),
      timed(incidents, {
        ...common,
        requestsPerSecond: 10,
        anchor: 'updated',
        entities: askedEntities({
          name: 'configurationIds',
          required: true,
          entities: configurations,
          idOf: configurationIdOf,
        }),
      }),
    ],
  };
}
