import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fleetSources, sourceOf } from '../../../shared/domain/fleet/catalogue.ts';
import { createFlattener, type FleetRow, rowColumns } from '../../../shared/domain/fleet/flatten.ts';
import { isObject, type Json, parseFleetJson } from '../../../shared/domain/fleet/fleet-json.ts';
import { recordsOf } from '../../../shared/domain/fleet/records.ts';

const [rpm] = sourceOf('fleet_vehicle_stats_engineRpm').tables;
const [vehicles] = sourceOf('fleet_vehicles').tables;
const [trips] = sourceOf('fleet_trips').tables;
assert.ok(rpm && vehicles && trips);

function flattenOne(
  table: NonNullable<typeof rpm>,
  record: Parameters<ReturnType<typeof createFlattener>>[0],
): Readonly<Record<string, Json>> {
  const rows: FleetRow[] = [];
  createFlattener({ ...table, each: [] })(record, (row) => rows.push(row));
  const [row] = rows;
  assert.ok(row && rows.length === 1);
  return Object.fromEntries(rowColumns(table, false).map(({ name }, at) => [name, row[at] ?? null]));
}

const flattenText = (table: NonNullable<typeof rpm>, text: string) => {
  const record = parseFleetJson(text);
  assert.ok(isObject(record));
  return flattenOne(table, record);
};

test('external ids of any spelling, with dots in their keys, are one JSON column', () => {
  for (const spelling of ['externalIds', 'ExternalIds', 'external_ids']) {
    const row = flattenText(vehicles, `{"id":"1","${spelling}":{"samsara.vin":"X"}}`);
    assert.deepEqual(row.external_ids, { 'samsara.vin': 'X' });
  }
  const { _extra } = flattenText(trips, '{"driver":{"ExternalIds":{"paie.id":"7"}}}');
  assert.deepEqual(_extra, { driver_external_ids: { 'paie.id': '7' } });
});

test('64-bit integers are exact, and the sentinel is NULL', () => {
  const row = flattenText(
    trips,
    '{"vehicleId":281474976710657123,"startMs":9007199254740993,"endMs":9223372036854775807,"driverId":0}',
  );
  assert.equal(row.vehicle_id, '281474976710657123');
  assert.equal(row.startMs, '9007199254740993');
  assert.equal(row.endMs, null);
  assert.equal(row.driverId, '0');
  assert.equal(row._extra, null);
});

test('an integer that turns float changes nothing; one that a float cannot hold keeps its digits beside it', () => {
  assert.equal(flattenText(rpm, '{"value":800}').engineRpm, flattenText(rpm, '{"value":800.0}').engineRpm);
  const row = flattenText(rpm, '{"value":9007199254740993}');
  assert.equal(row.engineRpm, 9007199254740992);
  assert.deepEqual(row._extra, { value: '9007199254740993' });
});

test('a new field, a value of another type and a name that would meet another are kept in _extra', () => {
  const row = flattenText(
    vehicles,
    '{"id":7,"year":"2020","createdAtTime":"soon","a":{"b":1},"a_b":2,"tags":"none","__proto__":{"x":1}}',
  );
  assert.equal(row.vehicle_id, '7');
  assert.equal(row.createdAtTime, null);
  assert.equal(row.tags, 'none');
  assert.deepEqual(Object.entries(row._extra ?? {}), [
    ['createdAtTime', 'soon'],
    ['a_b', 1],
    ['a_b_', 2],
    ['__proto___x', 1],
  ]);
});

test('times are UTC with the digits they came with; a number is milliseconds; an empty text is none', () => {
  const timeOf = (value: string) => flattenText(rpm, `{"time":${value}}`).time;
  assert.equal(timeOf('"2026-11-18T01:00:00+01:00"'), '2026-11-18T00:00:00.000Z');
  assert.equal(timeOf('"2026-11-18T00:00:00.123456789Z"'), '2026-11-18T00:00:00.123456Z');
  assert.equal(timeOf('"2026-11-18T00:00Z"'), '2026-11-18T00:00:00.000Z');
  assert.equal(timeOf('1794960000000'), '2026-11-18T00:00:00.000Z');
  assert.equal(timeOf('""'), null);
  assert.equal(timeOf('"2026-02-30T00:00:00Z"'), null);
});

/** Every scalar of a value that is not null, as text. */
function scalars(value: Json): string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap(scalars);
  return isObject(value) ? Object.values(value).flatMap(scalars) : [String(value)];
}

test('whatever a record holds, its row has the table’s columns, and nothing is lost', () => {
  const names = fc.oneof(
    fc.constantFrom('id', 'name', 'externalIds', 'a', 'a.b', 'a_b', 'tags', 'gateway', 'serial'),
    fc.string(),
  );
  const record = fc.dictionary(names, fc.jsonValue({ noUnicodeString: false }));
  fc.assert(
    fc.property(record, (given) => {
      const read = parseFleetJson(JSON.stringify(given));
      assert.ok(isObject(read));
      const row = flattenOne(vehicles, read);
      assert.deepEqual(Object.keys(row), [...Object.keys(vehicles.columns), '_extra']);
      const kept = new Map<string, number>();
      for (const text of scalars(row)) kept.set(text, (kept.get(text) ?? 0) + 1);
      for (const text of scalars(read)) {
        const left = kept.get(text) ?? 0;
        if (text !== '' && !/^[-\d.e+]+$/.test(text) && !/^\d{4}-/.test(text)) assert.ok(left > 0, `${text} is lost`);
        kept.set(text, left - 1);
      }
    }),
  );
});

test('every source makes rows of anything that has its place of records, and none fails', () => {
  fc.assert(
    fc.property(fc.constantFrom(...fleetSources), fc.jsonValue(), (source, value) => {
      const body = source.records
        .split('.')
        .reduceRight<unknown>((inner, step) => (step === '' ? { any: inner } : { [step]: inner }), value);
      const read = parseFleetJson(JSON.stringify(body));
      for (const record of recordsOf(source, read)) {
        for (const table of source.tables) {
          createFlattener(table, '2026-11-18')(record, () => undefined);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test('a row is the same when all its values have columns and when one more has none, which is kept beside them', () => {
  // What comes without a column sends an item the long way.
  const longWay = { 'a field that no table has': true };
  const fieldsOf = (table: NonNullable<typeof rpm>) =>
    Object.entries(table.columns).map(([name]) => table.from[name] ?? name);
  const texts = ['', 'x', '12', '9007199254740993', '2026-11-18T01:00:00Z', '2026-11-18', 'true'];
  const scalar = fc.oneof(fc.constantFrom<Json>(...texts, 0, 1.5, -7, true, null), fc.double({ noNaN: true }));
  const cases = fleetSources.flatMap((source) => source.tables.map((table) => ({ source, table })));
  const property = fc.property(
    fc.constantFrom(...cases).chain(({ table }) => {
      const field = fc.constantFrom(...fieldsOf(table), 'id', 'name', 'value', 'time', 'externalIds', 'external_ids');
      const item = fc.dictionary(field, scalar, { maxKeys: 6, noNullPrototype: true });
      return fc.record({ table: fc.constant(table), holder: item, item });
    }),
    ({ table, holder, item }) => {
      const open = { ...table, each: [{ list: 'items', prefix: '', omit: [], keepEmpty: false }], requireOneOf: [] };
      const rows: FleetRow[] = [];
      const flatten = createFlattener(open, '2026-11-18');
      const items: Json[] = [item, { ...item, ...longWay }];
      flatten({ ...holder, items }, (row) => rows.push(row));
      const [plainRow, longRow] = rows;
      assert.ok(plainRow && longRow);
      const { a_field_that_no_table_has: isThere, ...extra } = Object(longRow.at(-1));
      assert.equal(isThere, true);
      assert.deepEqual(plainRow.slice(0, -1), longRow.slice(0, -1));
      assert.deepEqual(plainRow.at(-1), Object.keys(extra).length === 0 ? null : extra);
    },
  );
  fc.assert(property, { numRuns: 1_000 });
});

test('integers are looked at only where one is too large for a number, wherever it stands', () => {
  assert.deepEqual(parseFleetJson('{"a":[{"b":9007199254740993}],"c":1e3,"d":1e400}'), {
    a: [{ b: '9007199254740993' }],
    c: 1000,
    d: '1e400',
  });
  assert.deepEqual(parseFleetJson('[9007199254740991,-9007199254740992,1e300,0.123456789]'), [
    9007199254740991,
    '-9007199254740992',
    1e300,
    0.123456789,
  ]);
});
