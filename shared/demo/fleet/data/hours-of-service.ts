import { createRandom } from '../../data/random.ts';
import type { JsonObject } from '../json.ts';
import { dayMilliseconds, iso, type ListedSet, present, type TimedSet } from './dataset.ts';
import { driverReference, isActiveDriver, logHourOf, vehicleReference } from './entities.ts';
import { eventSet } from './events.ts';
import type { FleetSeed } from './fleet-seed.ts';
import { point } from './places.ts';

const statuses = ['driving', 'onDuty', 'offDuty', 'sleeperBed'];
const violations = ['shiftDrivingHours', 'restbreakMissed', 'cycleHoursOn'];

/** Spelled with a capital here, as the API does. */
function driverWithIds(seed: FleetSeed, driver: number): JsonObject {
  const ids = driver % 2 === 0 ? { ExternalIds: { 'paie.id': String(driver) } } : {};
  return { driver: { ...driverReference(seed, driver), ...ids } };
}

/** `/fleet/hos/logs`, in `hosLogs` of each driver. */
export function hosLogs(seed: FleetSeed): TimedSet {
  return eventSet(seed, {
    name: '/fleet/hos/logs',
    entities: seed.drivers,
    most: 5,
    lasts: [10, 200],
    crossesMidnight: true,
    parentOf: (driver) => driverWithIds(seed, driver),
    write: ({ random, at, until }) =>
      present({
        logStartTime: iso(at),
        logEndTime: iso(until),
        hosStatusType: random.pick(statuses),
        logRecordedLocation: point(random),
        vehicle: vehicleReference(seed, random.integer(0, seed.vehicles - 1)),
        remark: random.chance(0.2) ? 'Pause déjeuner' : undefined,
        codrivers: [],
      }),
  });
}

/** `/fleet/hos/violations`, in `violations` of each driver. */
export function hosViolations(seed: FleetSeed): TimedSet {
  return eventSet(seed, {
    name: '/fleet/hos/violations',
    entities: seed.drivers,
    most: 2,
    lasts: [5, 120],
    parentOf: (driver) => driverWithIds(seed, driver),
    write: ({ random, entity, at, until }) => ({
      type: random.pick(violations),
      description: 'Temps de conduite dépassé',
      violationStartTime: iso(at),
      durationMs: until - at,
      day: { startTime: iso(at - (at % dayMilliseconds)), endTime: iso(at - (at % dayMilliseconds) + dayMilliseconds) },
      driver: driverReference(seed, entity),
    }),
  });
}

/** `/fleet/hos/daily-logs`: one row per driver and day; the day begins at the driver's own hour. */
export function hosDailyLogs(seed: FleetSeed): TimedSet {
  return {
    name: '/fleet/hos/daily-logs',
    entities: seed.drivers,
    parentOf: () => ({}),
    itemsOf(driver, day) {
      const random = createRandom(seed.seed, 'daily log', driver, day);
      const at = day + logHourOf(driver) * 3_600_000;
      const minutes = (most: number) => random.integer(0, most) * 60_000;
      return [
        {
          at,
          json: {
            driver: { ...driverReference(seed, driver), eldSettings: { rulesets: [{ cycle: 'EU', shift: 'EU' }] } },
            startTime: iso(at),
            endTime: iso(at + dayMilliseconds),
            dutyStatusDurations: {
              driveDurationMs: minutes(540),
              onDutyDurationMs: minutes(120),
              offDutyDurationMs: minutes(720),
            },
            distanceTraveled: { driveDistanceMeters: random.integer(0, 600_000) },
            logMetaData: {
              isCertified: random.chance(0.7),
              vehicles: [vehicleReference(seed, random.integer(0, seed.vehicles - 1))],
              shippingDocs: '',
              adverseDrivingClaimed: random.chance(0.05),
            },
          },
        },
      ];
    },
  };
}

/** `/fleet/hos/clocks`: of active drivers only. */
export function hosClocks(seed: FleetSeed): ListedSet {
  const active = Array.from({ length: seed.drivers }, (_, driver) => driver).filter(isActiveDriver);
  return {
    name: '/fleet/hos/clocks',
    entities: active.length,
    rowOf(entity) {
      const driver = active[entity] ?? 0;
      const random = createRandom(seed.seed, 'clock', driver);
      return {
        ...driverWithIds(seed, driver),
        currentVehicle: vehicleReference(seed, driver % seed.vehicles),
        currentDutyStatus: { hosStatusType: random.pick(statuses) },
        clocks: {
          break: { timeUntilBreakDurationMs: random.integer(0, 16_200_000) },
          drive: { driveRemainingDurationMs: random.integer(0, 32_400_000) },
          shift: { shiftRemainingDurationMs: random.integer(0, 46_800_000) },
          cycle: { cycleRemainingDurationMs: random.integer(0, 200_000_000), cycleTomorrowDurationMs: 0 },
        },
        violations: { cycleViolationDurationMs: 0, shiftDrivingViolationDurationMs: random.integer(0, 60_000) },
      };
    },
  };
}
