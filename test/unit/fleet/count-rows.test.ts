import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fleetSources } from '../../../shared/domain/fleet/catalogue.ts';
import { createExploder } from '../../../shared/domain/fleet/explode.ts';
import type { Json, JsonObject } from '../../../shared/domain/fleet/fleet-json.ts';
import { countOpened } from '../../../shared/domain/fleet/records.ts';

/** The record with that value at a dotted path. */
function put(record: JsonObject, path: string, value: Json): JsonObject {
  const [step = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...record, [step]: value };
  const inner = record[step];
  const holder =
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner))
      : {};
  return { ...record, [step]: put(holder, rest.join('.'), value) };
}

const items = fc.array(fc.constantFrom<Json>({ id: '1', time: 'x' }, { value: 2 }, 'text', 3), { maxLength: 4 });

test('rows are counted as they are made, for every table of the catalogue', () => {
  const tables = fleetSources.flatMap((source) => source.tables);
  assert.ok(tables.some(({ each }) => each.length > 1) && tables.some(({ each }) => each.length === 1));
  for (const table of tables) {
    const paths = table.each.flatMap(({ list, lists = {} }) => [
      ...(list === undefined ? [] : [list]),
      ...Object.values(lists),
    ]);
    const { explode } = createExploder(table);
    const cases = fc.tuple(...paths.map(() => fc.option(items, { nil: undefined })));
    fc.assert(
      fc.property(cases, (lists) => {
        const record = paths.reduce<JsonObject>(
          (made, path, rank) => (lists[rank] === undefined ? made : put(made, path, lists[rank] ?? [])),
          { id: '7', name: 'PARC-0007' },
        );
        let made = 0;
        explode(record, () => {
          made += 1;
        });
        assert.equal(countOpened(record, table.each), made, table.name);
      }),
      { numRuns: 30 },
    );
  }
});
