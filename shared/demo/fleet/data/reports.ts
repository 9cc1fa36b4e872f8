import { createRandom } from '../../data/random.ts';
import { iso, present, type RollupSet, type TimedSet } from './dataset.ts';
import { driverReference, idOf, numberOf, vehicleReference } from './entities.ts';
import { eventSet } from './events.ts';
import type { FleetSeed } from './fleet-seed.ts';
import { address, point } from './places.ts';

/** A day or more as a report: what it says of two days is not the sum of what it says of each. */
function fuelEnergy(seed: FleetSeed, name: string, entity: number, from: number, to: number) {
  const random = createRandom(seed.seed, name, entity, from, to);
  const days = (to - from) / 86_400_000;
  const isWhole = random.chance(0.2);
  const amount = (most: number) =>
    isWhole ? random.integer(0, most * days) : random.integer(0, most * days * 100) / 100;
  return present({
    distanceTraveledMeters: random.integer(0, 400_000 * days),
    efficiencyMpge: amount(60),
    energyUsedKwh: random.chance(0.4) ? amount(80) : undefined,
    engineIdleTimeDurationMs: random.integer(0, 7_200_000 * days),
    engineRunTimeDurationMs: random.integer(0, 36_000_000 * days),
    estCarbonEmissionsKg: amount(200),
    estFuelEnergyCost: { amount: amount(150), currencyCode: 'eur' },
    fuelConsumedMl: random.integer(0, 60_000 * days),
  });
}

/** `/fleet/reports/vehicles/fuel-energy` and `/fleet/reports/drivers/fuel-energy`, for exactly the days asked. */
export function fuelEnergyReports(seed: FleetSeed, sort: 'vehicle' | 'driver'): RollupSet {
  const name = `/fleet/reports/${sort}s/fuel-energy`;
  return {
    name,
    entities: sort === 'vehicle' ? seed.vehicles : seed.drivers,
    rollUp: (entity, from, to) => ({
      ...(sort === 'vehicle'
        ? { vehicle: { ...vehicleReference(seed, entity), energyType: entity % 4 === 3 ? 'electric' : 'fuel' } }
        : { driver: driverReference(seed, entity) }),
      ...fuelEnergy(seed, name, entity, from, to),
    }),
  };
}

const techniques = {
  anticipationBrakeEventCount: 40,
  coastingDurationMs: 900_000,
  cruiseControlDurationMs: 3_600_000,
  greenBandDrivingDurationMs: 9_000_000,
  highTorqueMs: 60_000,
  idlingDurationMs: 1_800_000,
  overSpeedMs: 200_000,
  totalBrakeEventCount: 90,
};

function efficiency(seed: FleetSeed, name: string, entity: number, from: number, to: number) {
  const random = createRandom(seed.seed, name, entity, from, to);
  return Object.fromEntries(Object.entries(techniques).map(([key, most]) => [key, random.integer(0, most)]));
}

/** `/beta/fleet/drivers/efficiency`: one summary per driver. */
export function driverEfficiencyBeta(seed: FleetSeed): RollupSet {
  const name = '/beta/fleet/drivers/efficiency';
  return {
    name,
    entities: seed.drivers,
    rollUp: (driver, from, to) => ({
      driver: driverReference(seed, driver),
      ...efficiency(seed, name, driver, from, to),
      vehicleSummaries: [
        { vehicle: vehicleReference(seed, driver % seed.vehicles), distanceDrivenMeters: driver * 10 },
      ],
    }),
  };
}

/** `/driver-efficiency/drivers` and `/driver-efficiency/vehicles`. */
export function efficiencyReports(seed: FleetSeed, sort: 'vehicle' | 'driver'): RollupSet {
  const name = `/driver-efficiency/${sort}s`;
  return {
    name,
    entities: sort === 'vehicle' ? seed.vehicles : seed.drivers,
    rollUp: (entity, from, to) => ({
      [`${sort}Id`]: idOf(sort, entity),
      scoreData: { overallScore: createRandom(seed.seed, name, entity, from).integer(0, 100), overallGrade: 'B' },
      rawData: efficiency(seed, name, entity, from, to),
    }),
  };
}

const jurisdictions = ['FR-BRE', 'FR-PDL', 'FR-NOR'];

function miles(seed: FleetSeed, vehicle: number, from: number, to: number) {
  const random = createRandom(seed.seed, 'ifta', vehicle, from, to);
  return jurisdictions.map((jurisdiction) => ({
    jurisdiction,
    fuelType: 'Diesel',
    totalMeters: random.integer(0, 9_000_000) / 10,
    taxableMeters: random.integer(0, 8_000_000),
    taxPaidLiters: random.integer(0, 90_000) / 100,
  }));
}

/** `/fleet/reports/ifta/vehicle`: a vehicle's kilometres by jurisdiction, of a month or quarter. */
export function iftaVehicles(seed: FleetSeed): RollupSet {
  return {
    name: '/fleet/reports/ifta/vehicle',
    entities: seed.vehicles,
    rollUp: (vehicle, from, to) => ({
      vehicle: vehicleReference(seed, vehicle),
      jurisdictions: miles(seed, vehicle, from, to),
    }),
  };
}

/** `/fleet/reports/ifta/jurisdiction`: all vehicles together. */
export function iftaJurisdictions(seed: FleetSeed): RollupSet {
  return {
    name: '/fleet/reports/ifta/jurisdiction',
    entities: jurisdictions.length,
    rollUp(rank, from, to) {
      const rows = Array.from({ length: seed.vehicles }, (_, vehicle) => miles(seed, vehicle, from, to)[rank]);
      const sum = (key: 'totalMeters' | 'taxableMeters') => rows.reduce((total, row) => total + (row?.[key] ?? 0), 0);
      return {
        jurisdiction: jurisdictions[rank] ?? '',
        fuelType: 'Diesel',
        totalMeters: sum('totalMeters'),
        taxableMeters: sum('taxableMeters'),
      };
    },
  };
}

/** `/idling/events`: the asset's id is a number here, and text elsewhere. */
export function idlingEvents(seed: FleetSeed): TimedSet {
  return eventSet(seed, {
    name: '/idling/events',
    entities: seed.vehicles,
    most: 4,
    lasts: [3, 40],
    write: ({ random, entity, at, until, id }) =>
      present({
        eventUuid: id,
        asset: { id: numberOf('vehicle', entity) },
        operator: random.chance(0.6) ? { id: numberOf('driver', random.integer(0, seed.drivers - 1)) } : undefined,
        startTime: iso(at),
        durationMilliseconds: until - at,
        ptoState: random.pick(['active', 'inactive', 'unknown']),
        airTemperatureMillicelsius: random.integer(-9_000, 38_000),
        latitude: point(random).latitude,
        longitude: point(random).longitude,
        fuelConsumedMilliliters: random.chance(0.3) ? random.integer(1, 900) : random.integer(1, 90_000) / 100,
        fuelCost: { amount: String(random.integer(1, 400) / 100), currencyCode: 'eur' },
      }),
  });
}

/** `/fleet/reports/vehicle/idling`, the older report; some rows have no address. */
export function idlingReport(seed: FleetSeed): TimedSet {
  return eventSet(seed, {
    name: '/fleet/reports/vehicle/idling',
    entities: seed.vehicles,
    most: 4,
    lasts: [3, 40],
    write: ({ random, entity, at, until }) =>
      present({
        vehicle: vehicleReference(seed, entity),
        driver: random.chance(0.6) ? driverReference(seed, random.integer(0, seed.drivers - 1)) : undefined,
        startTime: iso(at),
        endTime: iso(until),
        durationMs: until - at,
        isPtoActive: random.chance(0.1),
        address: random.chance(0.85) ? address(random) : undefined,
        fuelConsumptionMl: random.integer(1, 900),
      }),
  });
}
