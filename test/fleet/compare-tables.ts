import assert from 'node:assert/strict';
import type { FleetTruth } from '../../shared/demo/fleet/fleet-truth.ts';
import type { Day } from '../../shared/domain/day.ts';
import { fleetSources } from '../../shared/domain/fleet/catalogue.ts';
import type { Row } from '../../shared/ports/warehouse.ts';
import { expectations } from './expected-rows.ts';
import { type Leaves, leavesOfRow } from './leaves.ts';

/**
 * Asserts that each of these sources' tables holds the truth of the days: no row is missing, none is there twice, and each
 * says what the API said, in its columns or in `_extra`.
 */
export async function assertTablesAreTrue(
  truth: FleetTruth,
  { from, to, tables }: { readonly from: Day; readonly to: Day; readonly tables?: readonly string[] },
  readTable: (table: string) => Promise<readonly Row[]>,
): Promise<number> {
  let compared = 0;
  for (const source of fleetSources.filter(({ table }) => tables?.includes(table) ?? true)) {
    for (const { name, key, startsAt = source.startsAt } of source.tables) {
      const expected = expectations[name];
      if (expected === undefined) continue;
      // A report is one of its window, and says no time of its own.
      const isReport = source.window !== 'snapshot' && startsAt === undefined;
      const keyOf = (leaves: Leaves) => JSON.stringify(['window_day', ...key].map((column) => leaves[column] ?? ''));
      // Two rows of one key are one: the fake says some codes twice in one reading.
      const wanted = new Map([...expected(truth, from, to)].map((leaves) => [keyOf(leaves), leaves]));
      const rows = (await readTable(name)).map((row) => leavesOfRow(row, isReport));
      const found = new Map(rows.map((leaves) => [keyOf(leaves), leaves]));
      assert.equal(found.size, rows.length, `${name}: a row is there twice`);
      assert.deepEqual(
        [...found.keys()].filter((id) => !wanted.has(id)),
        [],
        `${name}: rows that the API does not have`,
      );
      assert.deepEqual(
        [...wanted.keys()].filter((id) => !found.has(id)),
        [],
        `${name}: rows that are missing`,
      );
      for (const [id, leaves] of wanted) assert.deepEqual(found.get(id), leaves, `${name}: row ${id}`);
      compared += rows.length;
    }
  }
  return compared;
}
