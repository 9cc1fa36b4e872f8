import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FleetServerOptions, RunningFleet } from '../../../shared/demo/fleet/start-demo-fleet.ts';
import { startFleet } from '../samsara/demo-fleet-client.ts';

/** A plain GET with the fleet's token. */
function get(fleet: RunningFleet, path: string, headers: Record<string, string> = {}) {
  return fetch(fleet.url + path, { headers: { authorization: `Bearer ${fleet.token}`, ...headers } });
}

const free: FleetServerOptions = { vehicles: 6, drivers: 10, limits: false };
const day = 'startTime=2026-03-02T00:00:00Z&endTime=2026-03-03T00:00:00Z';

const refused: readonly (readonly [path: string, type: RegExp, words: RegExp])[] = [
  ['/fleet/vehicles/stats/history?types=engineRpm', /^text\/plain/, /rpc error.*startTime/],
  [`/fleet/vehicles/stats/history?${day}`, /^text\/plain/, /required parameter types/],
  [`/fleet/vehicles/stats/history?${day}&Types=engineRpm`, /^text\/plain/, /required parameter types/],
  [`/fleet/vehicles/stats/history?${day}&types=engineRpm,gps,faultCodes,fuelPercents`, /^text\/plain/, /at most 3/],
  [`/fleet/vehicles/stats/history?${day}&types=engineRpm,nothing`, /^text\/plain/, /unknown stat type nothing/],
  [`/fleet/vehicles/stats/history?${day}&types=gps&limit=513`, /^text\/plain/, /between 1 and 512/],
  ['/v1/fleet/trips?vehicleId=281474976710656', /^text\/plain/, /startMs/],
  ['/v1/fleet/trips?vehicleId=281474976710656&startMs=0&endMs=7862400000', /^text\/plain/, /over 90 days/],
  [`/idling/events?${day}&limit=201`, /json/, /between 1 and 200/],
  ['/idling/events?startTime=2026-03-02&endTime=2026-03-03', /json/, /RFC 3339/],
  ['/idling/events?startTime=2026-03-03T00:00:00Z&endTime=2026-03-02T00:00:00Z', /json/, /before its start/],
  [`/trips/stream?${day}`, /json/, /required parameter ids/],
  [`/alerts/incidents/stream?${day}`, /json/, /configurationIds/],
  [`/fleet/driver-vehicle-assignments?${day}`, /json/, /filterBy/],
  ['/fleet/hos/daily-logs?startDate=2026-02-30&endDate=2026-03-01', /json/, /no date/],
  ['/fleet/reports/ifta/vehicle?year=2026', /json/, /either month or quarter/],
  [`/beta/fleet/drivers/efficiency?startTime=2026-03-02T00:30:00Z&endTime=2026-03-03T00:30:00Z`, /json/, /whole hours/],
  ['/fleet/vehicles?after=nonsense', /json/, /cursor/],
];

test('what the API refuses is a 400 that says why, in text in its older part', async (context) => {
  const { fleet } = await startFleet(context, free);
  for (const [path, type, words] of refused) {
    const response = await get(fleet, path);
    assert.equal(response.status, 400, path);
    assert.match(response.headers.get('content-type') ?? '', type, path);
    assert.match(await response.text(), words, path);
  }
});

test('without the token nothing is told, and an unknown address is said to be one', async (context) => {
  const { fleet } = await startFleet(context, free);
  const stranger = await get(fleet, '/fleet/vehicles', { authorization: 'Bearer other' });
  assert.deepEqual([stranger.status, Object.keys(await stranger.json())], [401, ['message', 'requestId']]);
  assert.equal((await get(fleet, '/fleet/nothing')).status, 404);
  fleet.forbid('/tags');
  assert.equal((await get(fleet, '/tags')).status, 403);
  fleet.allow('/tags');
  assert.equal((await get(fleet, '/tags')).status, 200);
});

test('only active drivers are listed, the others when asked for', async (context) => {
  const { fleet } = await startFleet(context, free);
  const count = async (query: string) => (await (await get(fleet, `/fleet/drivers${query}`)).json()).data.length;
  assert.deepEqual(
    [
      await count(''),
      await count('?driverActivationStatus=active'),
      await count('?driverActivationStatus=deactivated'),
    ],
    [6, 6, 4],
  );
});

test('a call above the limit of some second is refused with a fraction to wait, and counted', async (context) => {
  const { fleet } = await startFleet(context, { ...free, limits: true });
  const responses = await Promise.all(Array.from({ length: 7 }, () => get(fleet, '/contacts')));
  const late = responses.filter(({ status }) => status === 429);
  assert.equal(late.length, 2);
  assert.match(late[0]?.headers.get('retry-after') ?? '', /^0\.\d{5}$/);
  assert.deepEqual(fleet.counts()['/contacts'], { calls: 7, above: 2, busiest: 7 });
});

test('a row that comes late is there when its window is asked again, not before', async (context) => {
  const { fleet } = await startFleet(context, { ...free, lateShare: 0.5 });
  const path = '/fleet/vehicles/stats/history';
  const ask = async (): Promise<number> => {
    const { data } = await (await get(fleet, `${path}?${day}&types=engineRpm`)).json();
    return data.reduce(
      (count: number, vehicle: { engineRpm?: object[] }) => count + (vehicle.engineRpm ?? []).length,
      0,
    );
  };
  const truth = [...fleet.truth.rows(`${path}#engineRpm`, { from: '2026-03-02', to: '2026-03-03' })];
  const late = truth.filter(({ isLate }) => isLate).length;
  assert.ok(late > 0);
  assert.deepEqual([await ask(), await ask(), await ask()], [truth.length - late, truth.length, truth.length]);
});

test('a report is of exactly the days asked, and two days are not the sum of two', async (context) => {
  const { fleet } = await startFleet(context, free);
  const path = '/fleet/reports/vehicles/fuel-energy';
  const ask = async (from: string, to: string): Promise<{ fuelConsumedMl: number }[]> =>
    (await (await get(fleet, `${path}?startDate=${from}&endDate=${to}`)).json()).data.vehicleReports;
  const sum = (rows: { fuelConsumedMl: number }[]) => rows.reduce((total, row) => total + row.fuelConsumedMl, 0);
  const first = await ask('2026-03-02', '2026-03-02');
  assert.deepEqual<unknown>(
    first,
    [...fleet.truth.reports(path, { from: '2026-03-02', to: '2026-03-03' })].map(({ row }) => row),
  );
  assert.deepEqual(await ask('2026-03-02T00:00:00Z', '2026-03-02T23:59:59Z'), first);
  // Both ends are included: this asks for two days.
  const two = await ask('2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z');
  assert.notEqual(sum(two), sum(first) + sum(await ask('2026-03-03', '2026-03-03')));
});

test('IFTA is of a month in the organisation’s own words', async (context) => {
  const { fleet } = await startFleet(context, free);
  const path = '/fleet/reports/ifta/jurisdiction';
  const { data } = await (await get(fleet, `${path}?year=2026&month=March`)).json();
  const truth = [...fleet.truth.reports(path, { from: '2026-03-01', to: '2026-04-01', each: 'month' })];
  assert.deepEqual(data, { year: 2026, month: 'March', jurisdictionReports: truth.map(({ row }) => row) });
});

test('the same seed gives the same bytes, another seed others', async (context) => {
  const read = async (seed: number) => {
    const { fleet } = await startFleet(context, { ...free, seed, newFieldShare: 0.3, floatShare: 0.3 });
    const texts = [
      '/fleet/vehicles',
      '/devices',
      `/fleet/vehicles/stats/history?${day}&types=engineRpm,faultCodes,gps`,
    ].map(async (path) => await (await get(fleet, path)).text());
    return await Promise.all(texts);
  };
  const first = await read(1);
  assert.deepEqual(await read(1), first);
  for (const [index, text] of (await read(2)).entries()) assert.notEqual(text, first[index]);
});

test('new fields and fractions come as often as asked for, and are true', async (context) => {
  const { fleet } = await startFleet(context, { ...free, newFieldShare: 0.2, floatShare: 0.2 });
  const rows = [
    ...fleet.truth.rows('/fleet/vehicles/stats/history#engineRpm', { from: '2026-03-01', to: '2026-03-05' }),
  ];
  const share = (wants: (item: Readonly<Record<string, unknown>>) => boolean) =>
    rows.filter(({ item }) => wants(item)).length / rows.length;
  for (const found of [share((item) => 'signalQuality' in item), share((item) => Number(item.value) % 1 !== 0)]) {
    assert.ok(found > 0.1 && found < 0.3, String(found));
  }
});

test('a trip that goes on has the largest 64-bit integer for its end', async (context) => {
  const { fleet } = await startFleet(context, free);
  const range = 'startMs=1772582400000&endMs=1772668800000';
  const ids = [...fleet.truth.list('/fleet/vehicles')].map(({ id }) => id);
  const texts = await Promise.all(
    ids.map(async (id) => (await get(fleet, `/v1/fleet/trips?vehicleId=${id}&${range}`)).text()),
  );
  assert.ok(texts.some((text) => text.includes('"endMs":9223372036854775807')));
});
