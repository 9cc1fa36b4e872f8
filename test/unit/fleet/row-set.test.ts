import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRowSet } from '../../../functions/load-fleet/row-set.ts';
import { sourceOf } from '../../../shared/domain/fleet/catalogue.ts';
import type { FleetTable } from '../../../shared/domain/fleet/catalogue-schema.ts';
import type { FleetRow } from '../../../shared/domain/fleet/flatten.ts';

const [versioned] = sourceOf('fleet_defects').tables;
const [plain] = sourceOf('fleet_vehicle_stats_engineRpm').tables;
const rowOf = ([id, version, n]: readonly [string, string, number], table: FleetTable): FleetRow => ({
  ...Object.fromEntries(table.key.map((column) => [column, id])),
  updatedAtTime: version,
  n,
});

/** What it must give: all rows in one map. */
function expectedTexts(rows: readonly FleetRow[], table: FleetTable): string {
  const byKey = new Map<string, FleetRow>();
  for (const row of rows) {
    const id = String(row[table.key[0] ?? '']);
    const held = byKey.get(id);
    const isOlder = 'updatedAtTime' in table.columns && String(row.updatedAtTime) < String(held?.updatedAtTime ?? '');
    if (!isOlder) byKey.set(id, row);
  }
  const sorted = [...byKey].sort(([a], [b]) => (`${a}\u0001` < `${b}\u0001` ? -1 : 1));
  return sorted.map(([, row]) => `${JSON.stringify(row)}\n`).join('');
}

async function textsOf(rows: readonly FleetRow[], table: FleetTable, mostHeld: number) {
  const set = createRowSet(table, mostHeld);
  for (const row of rows) {
    set.add(row);
    await set.pack();
  }
  let texts = '';
  for await (const text of set.texts()) texts += text;
  return { texts, count: set.count };
}

test('rows come out sorted, one a key, the last changed one, whether they were held at once or packed in runs', async () => {
  const id = fc.constantFrom('a', 'b', 'b ', 'é', '10', '9', '', '\n"');
  const version = fc.constantFrom('2026-11-20T10:00:00.000Z', '2026-11-20T11:00:00.000Z', '');
  const row = fc.tuple(id, version, fc.nat());
  const isSorted = fc.boolean();
  const property = fc.asyncProperty(
    fc.array(row, { maxLength: 12 }),
    isSorted,
    fc.constantFrom(1, 300, 1e9),
    async (all, sorted, mostHeld) => {
      for (const table of [versioned, plain]) {
        assert.ok(table);
        const rows = (sorted ? all.toSorted(([a], [b]) => (a < b ? -1 : 1)) : all).map((one) => rowOf(one, table));
        const { texts, count } = await textsOf(rows, table, mostHeld);
        assert.equal(texts, expectedTexts(rows, table));
        assert.equal(count, texts.split('\n').length - 1);
      }
    },
  );
  await fc.assert(property, { numRuns: 150 });
});
