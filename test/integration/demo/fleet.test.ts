import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, daysBetween } from '../../../shared/domain/day.ts';
import type { FleetApi, FleetRequest } from '../../../shared/ports/fleet-api.ts';
import { readPages, requestOf, startFleet } from '../samsara/demo-fleet-client.ts';
import { askedDays } from './fleet-endpoints.ts';

const range = { from: '2026-03-01', to: '2026-03-05' };
const size = { vehicles: 9, drivers: 8, rowsPerPage: 6, vehiclesPerPage: 4, emptyShare: 0.2, limits: false, ...range };
/** Nobody counts here. */
const unlimited = { globalRequestsPerSecond: 10_000, maxInFlight: 2 };

/** JSON whose large integers are not rounded. */
function readExactly(json: string): unknown {
  return JSON.parse(json, (_key, value: unknown, { source = '' }: { source?: string } = {}) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^\d+$/.test(source) ? BigInt(source) : value,
  );
}

/** The rows of all pages: under `list` of the body, and under `under` of each object there. */
async function rowsOf(api: FleetApi, request: Partial<FleetRequest>, list = 'data', under?: string) {
  const pages = await readPages(api, requestOf({ requestsPerSecond: 10_000, ...request }));
  const objects = pages.flatMap(({ bytes }): object[] => {
    const body = readExactly(Buffer.from(bytes).toString('utf8'));
    const rows = typeof body === 'object' && body !== null ? Reflect.get(body, list) : undefined;
    assert.ok(Array.isArray(rows), `a list under ${list}`);
    return rows;
  });
  return under === undefined ? objects : objects.flatMap((object): object[] => Reflect.get(object, under) ?? []);
}

const text = (value: unknown) => JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part));
const sorted = (rows: Iterable<unknown>) => [...rows].map(text).sort();

test('day after day, every sort of rows gives the truth, rows that only overlap a day aside', async (context) => {
  const { fleet, api } = await startFleet(context, size, unlimited);
  for (const { name, by = 'start', under, list, requests } of askedDays(fleet.truth)) {
    for (const day of daysBetween(range.from, addDays(range.to, -1))) {
      const told = new Set<string>();
      for (const request of requests(day, addDays(day, 1))) {
        const rows = await rowsOf(api, { endpoint: name, path: name, ...request }, list, under);
        for (const row of sorted(rows)) told.add(row);
      }
      const wanted = sorted(
        [...fleet.truth.rows(name, { from: day, to: addDays(day, 1), by })].map(({ item }) => item),
      );
      assert.deepEqual(
        wanted.filter((row) => !told.has(row)),
        [],
        `${name} of ${day}`,
      );
      const around = { from: addDays(day, -1), to: addDays(day, 2), by } as const;
      const near = new Set(sorted([...fleet.truth.rows(name, around)].map(({ item }) => item)));
      assert.deepEqual(
        [...told].filter((row) => !near.has(row)),
        [],
        `${name} of ${day}`,
      );
      if (by === 'update') assert.equal(told.size, wanted.length, `${name} of ${day}`);
    }
  }
});
