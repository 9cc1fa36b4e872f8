import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPages, requestOf, rowsOf, startFleet } from './demo-fleet-client.ts';

test('a listing comes whole over its pages, empty ones among them', async (context) => {
  const { fleet, api } = await startFleet(context, { vehicles: 23, rowsPerPage: 5, emptyShare: 0.5 });
  const pages = await readPages(api, requestOf());
  assert.deepEqual(rowsOf(pages), [...fleet.truth.list('/fleet/vehicles')]);
  assert.ok(pages.some((page) => !page.last && rowsOf([page]).length === 0));
  assert.deepEqual(
    pages.map(({ last }) => last),
    pages.map((_, index) => index === pages.length - 1),
  );
});

test('readings of a window come whole, three types in one call', async (context) => {
  const { fleet, api } = await startFleet(context, { vehicles: 13, vehiclesPerPage: 4 });
  const types = ['engineRpm', 'faultCodes', 'evChargingStatus'];
  const pages = await readPages(
    api,
    requestOf({
      endpoint: '/fleet/vehicles/stats/history',
      requestsPerSecond: 50,
      parameters: { types, startTime: '2026-03-02T00:00:00Z', endTime: '2026-03-03T00:00:00Z' },
    }),
  );
  for (const type of types) {
    const told = rowsOf(pages).flatMap((vehicle) => {
      const readings: unknown = Reflect.get(vehicle, type) ?? [];
      assert.ok(Array.isArray(readings));
      return readings.map((item) => [vehicle.id, item]);
    });
    const truth = [
      ...fleet.truth.rows(`/fleet/vehicles/stats/history#${type}`, { from: '2026-03-02', to: '2026-03-03' }),
    ].map(({ parent, item }) => [parent.id, item]);
    assert.ok(truth.length > 0);
    assert.deepEqual(told, truth);
  }
});
