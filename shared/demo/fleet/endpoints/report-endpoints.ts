import { idOf } from '../data/entities.ts';
import type { FleetSeed } from '../data/fleet-seed.ts';
import {
  driverEfficiencyBeta,
  efficiencyReports,
  fuelEnergyReports,
  iftaJurisdictions,
  iftaVehicles,
} from '../data/reports.ts';
import { safetyScores, vehicleSafetyScoreV1 } from '../data/safety.ts';
import type { FleetPart, PageSizes } from '../fleet-part.ts';
import { dateWindow, efficiencyWindow, millisecondWindow, timeWindow } from '../windows.ts';
import { askedEntities } from './asked-entities.ts';
import { iftaEndpoints } from './ifta.ts';
import { rolledUp } from './rolled-up.ts';

/** The addresses that sum up exactly the window asked. */
export function reportEndpoints(seed: FleetSeed, { rowsPerPage }: PageSizes): FleetPart {
  const fuelOfVehicles = fuelEnergyReports(seed, 'vehicle');
  const fuelOfDrivers = fuelEnergyReports(seed, 'driver');
  const efficiencyBeta = driverEfficiencyBeta(seed);
  const efficiency = [efficiencyReports(seed, 'driver'), efficiencyReports(seed, 'vehicle')] as const;
  const scoreV1 = vehicleSafetyScoreV1(seed);
  const scores = [safetyScores(seed, 'driver'), safetyScores(seed, 'vehicle')] as const;
  const ifta = [iftaVehicles(seed), iftaJurisdictions(seed)] as const;
  const drivers = { entities: seed.drivers, idOf: (driver: number) => idOf('driver', driver) };
  const vehicles = { entities: seed.vehicles, idOf: (vehicle: number) => idOf('vehicle', vehicle) };
  const inHours = (query: Parameters<typeof efficiencyWindow>[0]) => efficiencyWindow(query, Date.now());
  const yearly = (query: Parameters<typeof timeWindow>[0]) => timeWindow(query, 366);
  const score = { requestsPerSecond: 100 / 60, rowsPerPage, window: yearly };
  return {
    rollups: [fuelOfVehicles, fuelOfDrivers, efficiencyBeta, ...efficiency, scoreV1, ...scores, ...ifta],
    endpoints: [
      rolledUp(fuelOfVehicles, {
        requestsPerSecond: 25,
        rowsPerPage,
        window: dateWindow,
        body: (rows) => ({ data: { vehicleReports: rows } }),
      }),
      rolledUp(fuelOfDrivers, {
        requestsPerSecond: 5,
        rowsPerPage,
        window: dateWindow,
        body: (rows) => ({ data: { driverReports: rows } }),
      }),
      rolledUp(efficiencyBeta, {
        requestsPerSecond: 50,
        rowsPerPage,
        window: inHours,
        entities: askedEntities({ name: 'driverIds', most: 50, ...drivers }),
        body: (rows) => ({ data: { driverSummaries: rows } }),
      }),
      rolledUp(efficiency[0], { requestsPerSecond: 10, rowsPerPage, window: inHours }),
      rolledUp(efficiency[1], { requestsPerSecond: 5, rowsPerPage, window: inHours }),
      rolledUp(scoreV1, {
        requestsPerSecond: 5,
        rowsPerPage,
        window: millisecondWindow,
        paging: 'none',
        entities: askedEntities({ name: 'vehicleId', required: true, most: 1, ...vehicles }),
        body: ([row = {}]) => row,
      }),
      rolledUp(scores[0], { ...score, entities: askedEntities({ name: 'driverIds', most: 100, ...drivers }) }),
      rolledUp(scores[1], { ...score, entities: askedEntities({ name: 'vehicleIds', most: 100, ...vehicles }) }),
      ...iftaEndpoints(...ifta, rowsPerPage),
    ],
  };
}
