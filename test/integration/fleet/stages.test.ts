import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { fleetTopics } from '../../../shared/messages/fleet.ts';
import { PermanentError } from '../../../shared/ports/failures.ts';
import { FleetForbiddenError } from '../../../shared/ports/fleet-api.ts';
import { openFleetHouse, scriptedApi } from './fleet-house.ts';

const day = { from: '2026-11-18', to: '2026-11-19' };
const rpm = 'fleet_vehicle_stats_engineRpm';

const reading = (time: string, value: unknown) => ({ time, value });
const vehicle = (id: string, fields: object) => ({
  id,
  name: `Camion ${id}`,
  externalIds: { 'samsara.vin': 'X' },
  ...fields,
});

async function openHouse(t: TestContext, ...args: Parameters<typeof openFleetHouse>) {
  const house = await openFleetHouse(...args);
  t.after(() => house.close());
  return house;
}

test('a statistic goes from the plan to the warehouse, one row a reading, its own day only', async (t) => {
  const { api, calls } = scriptedApi(() => [
    {
      data: [
        vehicle('1', {
          engineRpm: [
            reading('2026-11-17T23:59:59Z', 1),
            reading('2026-11-18T00:00:00Z', 800),
            reading('2026-11-18T10:00:00.5Z', 900.5),
          ],
        }),
      ],
      pagination: { hasNextPage: true, endCursor: 'a' },
    },
    {
      data: [vehicle('2', { engineRpm: [reading('2026-11-19T00:00:00Z', 5)] })],
      pagination: { hasNextPage: false, endCursor: '' },
    },
  ]);
  const house = await openHouse(t, api);
  assert.deepEqual(await house.run({ ...day, tables: [rpm] }), []);
  assert.equal(house.counted[`terrain.fleet.windows{table=${rpm}}`], 1);
  assert.equal(house.counted[`terrain.fleet.rows{table=${rpm}}`], 2);
  assert.deepEqual(await house.rows(rpm), [
    {
      window_day: '2026-11-18',
      vehicle_id: '1',
      parc_id: 'Camion 1',
      time: '2026-11-18T00:00:00.000Z',
      engineRpm: 800,
      _extra: null,
    },
    {
      window_day: '2026-11-18',
      vehicle_id: '1',
      parc_id: 'Camion 1',
      time: '2026-11-18T10:00:00.500Z',
      engineRpm: 900.5,
      _extra: null,
    },
  ]);
  assert.deepEqual(
    calls.map(({ parameters }) => parameters),
    [{ startTime: '2026-11-18T00:00:00Z', endTime: '2026-11-19T00:00:00Z', types: ['engineRpm'] }],
  );
  const record = await house.ledger.get(rpm, '2026-11-18');
  assert.equal(record?.status, 'charge');
  assert.equal(record.loaded?.rows, 2);
  assert.equal(record.fetched?.pages, 2);
});

test('up to three statistics share a call, and each has its own table', async (t) => {
  const stats = ['engineRpm', 'ecuSpeedMph', 'engineLoadPercent', 'fuelPercents'];
  const { api, calls } = scriptedApi(({ parameters }) => [
    {
      data: [
        vehicle(
          '1',
          Object.fromEntries([parameters.types].flat().map((type) => [type, [reading('2026-11-18T01:00:00Z', 1)]])),
        ),
      ],
    },
  ]);
  const house = await openHouse(t, api);
  assert.deepEqual(await house.run({ ...day, tables: stats.map((stat) => `fleet_vehicle_stats_${stat}`) }), []);
  assert.deepEqual(calls.map(({ parameters }) => [parameters.types].flat().length).sort(), [1, 3]);
  for (const stat of stats) assert.equal((await house.rows(`fleet_vehicle_stats_${stat}`)).length, 1);
});

test('an empty window is covered; a failed one is missing, with why, and asked for again by the next run', async (t) => {
  let broken = true;
  const { api, calls } = scriptedApi(() => {
    if (broken) throw new PermanentError('fleet API: 400: unknown type');
    return [{ data: [] }];
  });
  const house = await openHouse(t, api);
  assert.deepEqual(await house.run({ ...day, tables: [rpm] }), ['fleet API: 400: unknown type']);
  const failed = await house.ledger.get(rpm, '2026-11-18');
  assert.equal(failed?.status, 'en_erreur');
  assert.equal(failed.failure?.reason, 'fleet API: 400: unknown type');
  broken = false;
  await house.run({ ...day, tables: [rpm], runId: 'second' });
  assert.equal((await house.ledger.get(rpm, '2026-11-18'))?.status, 'vide');
  await house.run({ ...day, tables: [rpm], runId: 'third' });
  assert.equal(calls.length, 2, 'what is covered is not asked again');
  await house.run({ ...day, tables: [rpm], runId: 'fourth', force: true });
  assert.equal(calls.length, 3);
});

test('an answer without its rows’ place is a failure, not an empty window', async (t) => {
  const { api } = scriptedApi(() => [{ message: 'rpc error' }]);
  const house = await openHouse(t, api);
  assert.match((await house.run({ ...day, tables: [rpm] })).join(), /has no "data"/);
  assert.equal((await house.ledger.get(rpm, '2026-11-18'))?.status, 'en_erreur');
});

test('a table that the token may not read is skipped and said, the others go on', async (t) => {
  const { api } = scriptedApi(({ endpoint }) => {
    if (endpoint === '/fleet/vehicles') throw new FleetForbiddenError(endpoint, 'no scope');
    return [{ data: [{ id: '7', name: 'Remorque' }] }];
  });
  const house = await openHouse(t, api);
  const tables = ['fleet_vehicles', 'fleet_trailers', 'fleet_vehicle_safety_score'];
  assert.deepEqual(await house.run({ ...day, tables }), []);
  assert.equal((await house.rows('fleet_trailers')).length, 1);
  assert.equal((await house.ledger.get('fleet_vehicles', '2026-11-20'))?.status, 'ignore');
  const dependent = await house.ledger.get('fleet_vehicle_safety_score', '2026-11-18');
  assert.equal(dependent?.status, 'ignore');
  assert.match(dependent.failure?.reason ?? '', /identifiants de fleet_vehicles/);
});

test('a table that is asked by ids waits for them, then is asked once for each', async (t) => {
  const { api, calls } = scriptedApi(({ endpoint, path }) =>
    endpoint === '/fleet/vehicles'
      ? [{ data: [vehicle('11', {}), vehicle('12', {})] }]
      : [{ safetyScore: path.includes('11') ? 90 : 80, crashCount: 0 }],
  );
  const house = await openHouse(t, api);
  assert.deepEqual(await house.run({ ...day, tables: ['fleet_vehicle_safety_score'] }), []);
  const rows = await house.rows('fleet_vehicle_safety_score');
  assert.deepEqual(rows.map((row) => [row.vehicle_id, row.safetyScore]).sort(), [
    ['11', 90],
    ['12', 80],
  ]);
  assert.equal(calls.length, 3);
  assert.deepEqual(calls[1]?.parameters, { startMs: '1794960000000', endMs: '1795046400000' });
});

test('done again from what is kept: no call, the same bytes', async (t) => {
  const { api, calls } = scriptedApi(() => [
    { data: [vehicle('1', { engineRpm: [reading('2026-11-18T01:00:00Z', 1)] })] },
  ]);
  const house = await openHouse(t, api);
  await house.run({ ...day, tables: [rpm] });
  const name = `vehicle_stats/${rpm}/${rpm}_2026_11_18.ndjson.gz`;
  const before = await buffer(house.objects.read('fleet-flattened', name));
  await house.objects.delete('fleet-flattened', name);
  for (const { id } of await house.documents.query('fleet-windows')) await house.documents.delete('fleet-windows', id);
  assert.deepEqual(await house.run({ ...day, tables: [rpm], runId: 'raw', fromRaw: true }), []);
  assert.deepEqual(await buffer(house.objects.read('fleet-flattened', name)), before);
  assert.equal(calls.length, 1);
  assert.equal((await house.rows(rpm)).length, 1);
});

test('the audit finds what is missing and asks for it', async (t) => {
  let broken = true;
  const { api } = scriptedApi(({ parameters }) => {
    if (broken && parameters.startTime === '2026-11-16T00:00:00Z') throw new Error('503');
    return [{ data: [] }];
  });
  const house = await openHouse(t, api);
  await house.run({ from: '2026-11-15', to: '2026-11-18', tables: [rpm] });
  broken = false;
  house.queue.push({ topic: fleetTopics.auditDue, message: {} });
  assert.deepEqual(await house.settle(), []);
  const found = await house.ledger.query({ where: [{ field: 'table', op: '==', value: rpm }] });
  assert.deepEqual(
    found.map(({ value }) => [value.day, value.status]),
    [
      ['2026-11-15', 'vide'],
      ['2026-11-16', 'vide'],
      ['2026-11-17', 'vide'],
    ],
  );
});

test('a row of a stream by last change stands in each day it changed on, until the day is collected again; the newest state is one query', async (t) => {
  const defect = (updatedAtTime: string, isResolved: boolean) => ({ id: 'd1', updatedAtTime, isResolved });
  let held = defect('2026-11-18T10:00:00Z', false);
  const { api } = scriptedApi(({ parameters }) => {
    const isAsked =
      String(parameters.startTime) <= held.updatedAtTime && held.updatedAtTime < String(parameters.endTime);
    return [{ data: isAsked ? [held] : [], pagination: { hasNextPage: false, endCursor: '' } }];
  });
  const house = await openHouse(t, api);
  const defects = { from: '2026-11-18', to: '2026-11-20', tables: ['fleet_defects'] };
  const rows = async () => (await house.rows('fleet_defects')).map((row) => [row.window_day, row.isResolved]).sort();
  const newest = async () =>
    house.warehouse.query(
      'SELECT id, isResolved FROM fleet.fleet_defects WHERE TRUE ' +
        'QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY updatedAtTime DESC, window_day DESC) = 1',
    );
  assert.deepEqual(await house.run({ ...defects, to: '2026-11-19', runId: 'first' }), []);
  assert.deepEqual(await rows(), [['2026-11-18', false]]);

  held = defect('2026-11-19T09:00:00Z', true);
  assert.deepEqual(await house.run({ ...defects, runId: 'second' }), []);
  assert.deepEqual(await rows(), [
    ['2026-11-18', false],
    ['2026-11-19', true],
  ]);
  assert.deepEqual(await newest(), [{ id: 'd1', isResolved: true }]);

  assert.deepEqual(await house.run({ ...defects, runId: 'third', force: true }), []);
  assert.deepEqual(await rows(), [['2026-11-19', true]]);
  assert.deepEqual(await newest(), [{ id: 'd1', isResolved: true }]);
});
