import type { FleetTruth } from '../../shared/demo/fleet/fleet-truth.ts';
import type { Day } from '../../shared/domain/day.ts';
import { expectedFaults } from './expected-faults.ts';
import { type Leaves, leavesOf } from './leaves.ts';

type JsonObject = ReturnType<FleetTruth['list']> extends Iterable<infer Row> ? Row : never;
type Renamed = Readonly<Record<string, string>>;

/** The rows that a table must have after the days were collected, from the truth of the fake API. */
export type Expectation = (truth: FleetTruth, from: Day, to: Day) => Iterable<Leaves>;

const vehicle: Renamed = { id: 'vehicle_id', name: 'parc_id' };
const driver: Renamed = { id: 'driver_id', name: 'driver_name' };
const asset: Renamed = { id: 'asset_id', name: 'asset_name' };
const tag: Renamed = { id: 'tag_id', name: 'tag_name' };
const tagMembers = { vehicles: 'vehicle', assets: 'asset', sensors: 'sensor', addresses: 'address', drivers: 'driver' };

function list(name: string, renamed: Renamed = {}, change: (row: JsonObject) => object = (row) => row): Expectation {
  return function* (truth) {
    for (const row of truth.list(name)) yield leavesOf(change(row), renamed);
  };
}

function rows(
  name: string,
  renamed: Renamed = {},
  by: 'start' | 'update' = 'start',
  parents: Renamed = {},
): Expectation {
  return function* (truth, from, to) {
    for (const { parent, item } of truth.rows(name, { from, to, by })) {
      yield { ...leavesOf(parent, parents), ...leavesOf(item, renamed) };
    }
  };
}

function reports(name: string, renamed: Renamed = {}): Expectation {
  return function* (truth, from, to) {
    for (const { day, row } of truth.reports(name, { from, to })) yield { window_day: day, ...leavesOf(row, renamed) };
  };
}

/** One statistic: whose it is, when, and its value. */
function stat(name: string, renamed: Renamed = { value: name }): Expectation {
  return function* (truth, from, to) {
    for (const { parent, item } of truth.rows(`/fleet/vehicles/stats/history#${name}`, { from, to })) {
      const { externalIds: _, ...named } = parent;
      yield { ...leavesOf(named, vehicle), ...leavesOf(item, renamed) };
    }
  };
}

function reefer(name: string): Expectation {
  const renamed = { tempInMilliC: `${name}MilliCelsius`, status: 'powerStatus', changedAtMs: `${name}ChangedAt` };
  return function* (truth, from, to) {
    for (const { parent, item } of truth.rows(`/v1/fleet/assets/reefers#${name}`, { from, to })) {
      const { alarms, changedAtMs, ...reading } = item;
      const shared = { ...reading, changedAtMs: new Date(Number(changedAtMs)).toISOString() };
      const records = Array.isArray(alarms)
        ? alarms.map((one: object) => ({ ...shared, ...prefixed('alarm_', one) }))
        : [shared];
      for (const record of records) yield { ...leavesOf(parent, asset), ...leavesOf(record, renamed) };
    }
  };
}

function tagsOf(members: keyof typeof tagMembers): Expectation {
  return function* (truth) {
    for (const { id, name, [members]: list } of truth.list('/tags')) {
      for (const one of Array.isArray(list) ? list : []) {
        yield leavesOf({ id, name, ...prefixed(`${tagMembers[members]}_`, one) }, tag);
      }
    }
  };
}

function* healthReasons(truth: FleetTruth): Iterable<Leaves> {
  for (const device of truth.list('/devices')) {
    const { serial, asset: on, health } = device;
    const reasons: unknown =
      typeof health === 'object' && health !== null && 'healthReasons' in health ? health.healthReasons : [];
    for (const reason of Array.isArray(reasons) ? reasons : []) {
      yield leavesOf({ serial, asset: on, ...prefixed('healthReason_', reason) });
    }
  }
}

function* behaviors(truth: FleetTruth, from: Day, to: Day): Iterable<Leaves> {
  for (const { parent, item } of truth.rows('/fleet/safety-events', { from, to })) {
    const { behaviorLabels, ...event } = { ...parent, ...item };
    const labels = Array.isArray(behaviorLabels) && behaviorLabels.length > 0 ? behaviorLabels : [{}];
    for (const label of labels) yield leavesOf({ ...event, ...prefixed('behavior_', label) }, { id: 'event_id' });
  }
}

function prefixed(prefix: string, fields: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields ?? {}).map(([name, value]) => [`${prefix}${name}`, value]));
}

const plainStats = [
  ...['evStateOfChargeMilliPercent', 'evChargingStatus', 'evChargingEnergyMicroWh', 'evChargingVoltageMilliVolt'],
  ...['evChargingCurrentMilliAmp', 'evConsumedEnergyMicroWh', 'evRegeneratedEnergyMicroWh', 'engineStates'],
  ...['evBatteryStateOfHealthMilliPercent', 'evAverageBatteryTemperatureMilliCelsius', 'evDistanceDrivenMeters'],
  ...[
    'ambientAirTemperatureMilliC',
    'barometricPressurePa',
    'batteryMilliVolts',
    'defLevelMilliPercent',
    'ecuSpeedMph',
  ],
  ...['engineCoolantTemperatureMilliC', 'engineLoadPercent', 'engineOilPressureKPa', 'engineRpm', 'fuelPercents'],
  ...[
    'gpsDistanceMeters',
    'gpsOdometerMeters',
    'intakeManifoldTemperatureMilliC',
    'obdEngineSeconds',
    'obdOdometerMeters',
  ],
];
const reeferStats = [
  ...['engineHours', 'fuelPercentage', 'returnAirTemperature', 'ambientAirTemperature', 'dischargeAirTemperature'],
  ...['setPoint', 'powerStatus', 'reeferAlarms'],
];
const immobilizer = { connected: 'engine_immobilizer_connected', state: 'engine_immobilizer_state' };
const lastKnown = Object.fromEntries(
  ['latitude', 'longitude', 'id'].map((name) => [`lastKnownLocation_${name}`, `last_known_${name}`]),
);

/** What each table must hold, by its name. IFTA's, and the days of a reefer without a reading, the truth does not tell. */
export const expectations: Readonly<Record<string, Expectation>> = {
  addresses: list('/addresses'),
  alerts_configurations: list('/alerts/configurations'),
  alerts_incidents: rows('/alerts/incidents/stream', {}, 'update'),
  contacts: list('/contacts'),
  driver_vehicle_assignments: rows('/fleet/driver-vehicle-assignments'),
  fleet_assets: list('/v1/fleet/assets', asset),
  fleet_defects: rows('/defects/stream', {}, 'update'),
  fleet_devices: list('/devices', lastKnown, ({ health: _, ...device }) => device),
  fleet_devices_health: list('/devices', {}, ({ serial, asset: on, health }) => {
    const { healthReasons: _, ...rest }: Record<string, unknown> = { ...Object(health) };
    return { serial, asset: on, health: rest };
  }),
  fleet_devices_healthReasons: healthReasons,
  fleet_document_types: list('/fleet/document-types'),
  fleet_documents: rows('/fleet/documents'),
  fleet_drivers: list('/fleet/drivers', driver),
  fleet_drivers_efficiency: reports('/beta/fleet/drivers/efficiency'),
  fleet_drivers_fuel_energy: reports('/fleet/reports/drivers/fuel-energy'),
  fleet_dvirs: rows('/dvirs/stream', {}, 'update'),
  fleet_equipment: list('/fleet/equipment'),
  fleet_hos_clocks: list('/fleet/hos/clocks'),
  *fleet_hos_daily_logs(truth, from, to) {
    for (const { parent, item, startsAt } of truth.rows('/fleet/hos/daily-logs', { from, to })) {
      yield { window_day: startsAt.slice(0, 10), ...leavesOf({ ...parent, ...item }) };
    }
  },
  fleet_hos_logs: rows('/fleet/hos/logs'),
  fleet_hos_violations: rows('/fleet/hos/violations'),
  fleet_idling_events: rows('/idling/events'),
  fleet_safety_driver_efficiency: reports('/beta/fleet/drivers/efficiency'),
  fleet_safety_events: behaviors,
  fleet_safety_events_audit_logs: rows('/fleet/safety-events/audit-logs/feed'),
  fleet_safety_events_v2: rows('/safety-events/stream', { id: 'event_id' }),
  fleet_tags: list('/tags', tag, (row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !(name in tagMembers) && name !== 'machines')),
  ),
  fleet_trailers: list('/fleet/trailers', vehicle),
  fleet_trips: rows('/v1/fleet/trips', {}, 'start', { id: 'vehicle_id', vehicleId: 'vehicle_id' }),
  fleet_trips_stream: rows('/trips/stream'),
  fleet_vehicle_idling: rows('/fleet/reports/vehicle/idling'),
  fleet_vehicle_safety_score: reports('/v1/fleet/vehicles/:vehicleId/safety/score', { vehicleId: 'vehicle_id' }),
  fleet_vehicles: list('/fleet/vehicles', vehicle),
  fleet_vehicles_fuel_energy: reports('/fleet/reports/vehicles/fuel-energy', { vehicle_name: 'parc_id' }),
  fleet_vehicle_stats_engineImmobilizer: stat('engineImmobilizer', immobilizer),
  ...expectedFaults(stat('faultCodes', {})),
  ...Object.fromEntries(plainStats.map((name) => [`fleet_vehicle_stats_${name}`, stat(name)])),
  ...Object.fromEntries(reeferStats.map((name) => [`ReeferStats_${name}`, reefer(name)])),
  ...Object.fromEntries(
    Object.keys(tagMembers).map((name) => [`fleet_tags_${name}`, tagsOf(name as keyof typeof tagMembers)]),
  ),
};
