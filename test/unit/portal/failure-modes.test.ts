import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const tests = path.resolve(import.meta.dirname, '../..');
const rows = readFileSync(path.join(tests, 'failure-modes.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line));

test('the table of failure modes has all fifteen', () => {
  assert.deepEqual(
    rows.map((line) => Number(line.split('|')[1])),
    Array.from({ length: 15 }, (_, place) => place + 1),
  );
});

for (const line of rows) {
  const [, number, failure, , cell = ''] = line.split('|').map((text) => text.trim());
  test(`failure ${number}, ${failure}, has its tests where the table says`, () => {
    const places = [...cell.matchAll(/`([^`]+)`((?: “[^”]+”)+)/g)];
    assert.ok(places.length > 0, 'no test');
    for (const [, file = '', names = ''] of places) {
      const source = readFileSync(path.join(tests, file), 'utf8');
      for (const [, name = ''] of names.matchAll(/“([^”]+)”/g)) assert.ok(source.includes(name), `${file}: ${name}`);
    }
  });
}
