import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from '../../../shared/domain/day.ts';
import { fleetSources, sourceOf } from '../../../shared/domain/fleet/catalogue.ts';
import { rowColumns } from '../../../shared/domain/fleet/flatten.ts';
import { partsOf } from '../../../shared/domain/fleet/fleet-part.ts';
import { isDue, startOf, windowOfDay, windowsOf } from '../../../shared/domain/fleet/fleet-window.ts';
import { createSeam } from '../../../shared/domain/fleet/seam.ts';

const now = new Date('2026-11-20T12:00:00Z');
const anyDay = fc.integer({ min: -4000, max: 4000 }).map((offset) => addDays('2024-02-28', offset));
const timed = fleetSources.filter(({ startsAt, window }) => startsAt !== undefined && window !== 'snapshot');

test('windows follow each other without gap or overlap and cover the range', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 200 }), fc.constantFrom(...fleetSources), (from, length, source) => {
      const to = addDays(from, length);
      const windows = windowsOf(source, from, to, now);
      if (source.window === 'snapshot') return assert.equal(windows.length, 1);
      for (const [index, { end }] of windows.slice(0, -1).entries()) assert.equal(end, windows[index + 1]?.day);
      if (length === 0) return assert.equal(windows.length, 0);
      const [first, last] = [windows.at(0), windows.at(-1)];
      assert.ok(first && last);
      assert.ok(first.day <= from && last.end >= to);
      if (source.window !== 'month') assert.deepEqual([first.day, last.end], [from, to]);
    }),
  );
});

test('a row that says its start belongs to one window exactly', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...timed),
      anyDay,
      fc.integer({ min: -86_400_000, max: 3 * 86_400_000 }),
      (source, from, offset) => {
        const ms = startOf(from) + offset;
        const [table] = source.tables;
        const column = table?.startsAt ?? source.startsAt;
        assert.ok(table && column);
        const start = table.columns[column] === 'INT64' ? ms : new Date(ms).toISOString();
        const windows = [-2, -1, 0, 1, 2, 3, 4].map((days) => windowOfDay(source, addDays(from, days)));
        const row = rowColumns(table, true).map(({ name }) => (name === column ? start : null));
        assert.equal(windows.filter((window) => createSeam(source, table, window)(row)).length, 1);
      },
    ),
  );
});

test('a source that starts rows says so by a column that it has', () => {
  for (const source of fleetSources) {
    for (const table of source.tables) {
      const column = table.startsAt ?? source.startsAt;
      if (column !== undefined) assert.ok(column in table.columns, `${table.name} has no ${column}`);
      for (const key of table.key) assert.ok(key in table.columns, `${table.name} has no key ${key}`);
      for (const name of Object.keys(table.from)) assert.ok(name in table.columns, `${table.name} has no ${name}`);
      const names = Object.keys(table.columns).map((name) => name.toLowerCase());
      assert.equal(new Set(names).size, names.length, `${table.name}: two columns differ only in case`);
    }
  }
});

test('table names are unique, and a source asked by ids names one that has them', () => {
  const names = fleetSources.flatMap(({ tables }) => tables.map(({ name }) => name));
  assert.equal(new Set(names).size, names.length);
  for (const { ids } of fleetSources) {
    if (ids !== undefined) assert.ok(ids.column in (sourceOf(ids.of).tables[0]?.columns ?? {}));
  }
});

test('each kind of window is asked as the API wants it', () => {
  const asked = (table: string, day: string, ids: string[] = []) =>
    partsOf([sourceOf(table)], windowOfDay(sourceOf(table), day), ids).map(({ path, parameters }) => [
      path,
      parameters,
    ]);
  assert.deepEqual(asked('fleet_drivers', '2026-11-18'), [
    ['/fleet/drivers', { limit: '512', driverActivationStatus: 'active' }],
    ['/fleet/drivers', { limit: '512', driverActivationStatus: 'deactivated' }],
  ]);
  assert.deepEqual(asked('fleet_hos_daily_logs', '2026-11-18'), [
    ['/fleet/hos/daily-logs', { startDate: '2026-11-18', endDate: '2026-11-18' }],
  ]);
  assert.deepEqual(asked('fleet_vehicles_fuel_energy', '2026-11-18'), [
    ['/fleet/reports/vehicles/fuel-energy', { startDate: '2026-11-18T00:00:00Z', endDate: '2026-11-18T23:59:59Z' }],
  ]);
  assert.deepEqual(asked('fleet_ifta_vehicles', '2026-02-01'), [
    ['/fleet/reports/ifta/vehicle', { year: '2026', month: 'February' }],
  ]);
  assert.deepEqual(asked('fleet_safety_events_audit_logs', '2026-11-18'), [
    ['/fleet/safety-events/audit-logs/feed', { startTime: '2026-11-18T00:00:00Z' }],
  ]);
  const ids = Array.from({ length: 51 }, (_, index) => `id/${index}`);
  const alerts = sourceOf('alerts_incidents');
  assert.deepEqual(
    partsOf([alerts], windowOfDay(alerts, '2026-11-18'), ids).map(
      ({ parameters }) => parameters.configurationIds?.length,
    ),
    [50, 1],
  );
  assert.deepEqual(
    asked('fleet_vehicle_safety_score', '2026-11-18', ['a/b'])[0]?.[0],
    '/v1/fleet/vehicles/a%2Fb/safety/score',
  );
});

test('a window is due once it has begun; a report that is made later, hours after its end', () => {
  const efficiency = sourceOf('fleet_safety_driver_efficiency');
  const trips = sourceOf('fleet_trips');
  assert.equal(isDue(trips, windowOfDay(trips, '2026-11-20'), now), true);
  assert.equal(isDue(trips, windowOfDay(trips, '2026-11-21'), now), false);
  assert.equal(isDue(efficiency, windowOfDay(efficiency, '2026-11-19'), now), true);
  assert.equal(isDue(efficiency, windowOfDay(efficiency, '2026-11-20'), now), false);
  assert.equal(isDue(efficiency, windowOfDay(efficiency, '2026-11-19'), new Date('2026-11-20T02:59:59Z')), false);
});
