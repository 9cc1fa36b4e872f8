import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { createRowOrder } from '../../../functions/load-fleet/row-order.ts';
import { createRowSet } from '../../../functions/load-fleet/row-set.ts';
import type { FleetRow } from '../../../shared/domain/fleet/flatten.ts';
import type { Json } from '../../../shared/domain/fleet/fleet-json.ts';

const plain = [
  { name: 'id', type: 'STRING' },
  { name: 'n', type: 'FLOAT64' },
  { name: '_extra', type: 'JSON' },
] as const;
const versioned = [...plain, { name: 'updatedAtTime', type: 'TIMESTAMP' }] as const;
type Columns = typeof plain | typeof versioned;

/** What it must give: all rows in one map. */
function expectedTexts(rows: readonly FleetRow[], columns: Columns): string {
  const byKey = new Map<Json | undefined, FleetRow>();
  for (const row of rows) {
    const isOlder = columns === versioned && String(row[3] ?? '') < String(byKey.get(row[0])?.[3] ?? '');
    if (!isOlder) byKey.set(row[0], row);
  }
  const sorted = [...byKey].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return sorted.map(([, row]) => `${JSON.stringify(toObject(row, columns))}\n`).join('');
}

/** A row by column, without those that have no value. */
function toObject(row: FleetRow, columns: Columns) {
  return Object.fromEntries(columns.map(({ name }, at) => [name, row[at]]).filter(([, value]) => value !== null));
}

async function textsOf(rows: readonly FleetRow[], columns: Columns, options: { mostHeld: number; settles: boolean }) {
  const set = createRowSet({ columns, key: ['id'], mostHeld: options.mostHeld });
  for (const row of rows) {
    set.add(row);
    if (options.settles) await set.settle();
  }
  const { bytes, rows: count } = await set.end();
  return { bytes: Buffer.concat(bytes), texts: gunzipSync(Buffer.concat(bytes)).toString(), count };
}

test('rows come out sorted, one a key, the last changed one, whether they were held at once or packed in runs', async () => {
  const id = fc.constantFrom('a', 'b', 'b ', 'é', '10', '9', '', '\n"');
  const version = fc.constantFrom('2026-11-20T10:00:00.000Z', '2026-11-20T11:00:00.000Z', null);
  const row = fc.tuple(id, fc.option(fc.nat()), fc.option(fc.constantFrom({ a: [1] }, { b: 'é' })), version);
  const property = fc.asyncProperty(
    fc.array(row, { maxLength: 12 }),
    fc.boolean(),
    fc.constantFrom(1, 300, 1e9),
    async (all, sorted, mostHeld) => {
      for (const columns of [versioned, plain]) {
        const given = sorted ? all.toSorted(([a], [b]) => (a < b ? -1 : 1)) : all;
        const rows = given.map((one) => one.slice(0, columns.length));
        const { texts, count } = await textsOf(rows, columns, { mostHeld, settles: true });
        assert.equal(texts, expectedTexts(rows, columns));
        assert.equal(count, texts.split('\n').length - 1);
      }
    },
  );
  await fc.assert(property, { numRuns: 150 });
});

test('the bytes are the same whether rows came in order or not, and however often they were packed', async () => {
  const rows = Array.from({ length: 6_000 }, (_, n): FleetRow => [`vehicle ${String(n).padStart(6, '0')}`, n, null]);
  const whole = await textsOf(rows, plain, { mostHeld: 1e9, settles: false });
  const shuffled = rows.toSorted(([, a], [, b]) => ((Number(a) * 7919) % 6_000) - ((Number(b) * 7919) % 6_000));
  for (const given of [rows, rows.toReversed(), shuffled]) {
    const { bytes } = await textsOf(given, plain, { mostHeld: 100_000, settles: true });
    assert.ok(bytes.equals(whole.bytes));
  }
});

test('rows are in the order of their ids, whatever signs their keys hold, and no two keys have one id', () => {
  const { isAfter, idOf } = createRowOrder([0, 1]);
  const sign = fc.constantFrom('\u0000', '\u0001', '\u0002', '0', '1', ':', 'a', '"');
  const value = fc.oneof(fc.string({ unit: sign, maxLength: 3 }), fc.constantFrom<Json>(null, 0, 1, 10, true, [], {}));
  const row = fc.tuple(value, value);
  fc.assert(
    fc.property(row, row, (a, b) => {
      assert.equal(isAfter(a, b), idOf(a) > idOf(b));
      assert.equal(idOf(a) === idOf(b), JSON.stringify(a) === JSON.stringify(b));
    }),
    { numRuns: 2_000 },
  );
});
