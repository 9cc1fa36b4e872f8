import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { toCsv } from '../../../shared/charts/csv.ts';
import { formatPeriod, formatShort, formatTick, formatValue } from '../../../shared/charts/french.ts';
import { fitText, textWidth } from '../../../shared/charts/text.ts';
import { niceTicks } from '../../../shared/charts/ticks.ts';
import { withFrenchSpaces } from '../../../shared/pages/browser/french-spaces.ts';

const shown = (text: string) => text.replaceAll('\u202f', '_');

test('numbers are written as in French', () => {
  const cases: readonly [string, string][] = [
    [formatValue(0, 'integer'), '0'],
    [formatValue(1_234_567, 'integer'), '1_234_567'],
    [formatValue(null, 'integer'), '–'],
    [formatValue(Number.NaN, 'integer'), '–'],
    [formatValue(2.71, 'decimal'), '2,71'],
    [formatValue(2, 'decimal'), '2,00'],
    [formatValue(1200.5, 'money'), '1_200,50'],
    [formatValue(1200, 'money'), '1_200'],
    [formatValue(-1200, 'money'), '−1_200'],
    [formatValue(-0.001, 'decimal'), '0,00'],
    [formatValue(33.3, 'percent'), '33,3_%'],
    [formatValue(33, 'percent'), '33,0_%'],
    [formatShort(950), '950'],
    [formatShort(12_500), '12,5_k'],
    [formatShort(3_400_000), '3,4_M'],
  ];
  for (const [made, wanted] of cases) assert.equal(shown(made), wanted);
});

test('days and months are written as in French', () => {
  assert.equal(formatPeriod('2026-11-25'), '25 nov. 2026');
  assert.equal(formatPeriod('2026-08-01'), '1er août 2026');
  assert.equal(formatPeriod('2026-02'), 'févr. 2026');
  assert.equal(formatPeriod('2026-13'), '2026-13');
  assert.equal(formatPeriod('Rabat'), 'Rabat');
  assert.equal(formatTick('2026-11-25', false), '25 nov.');
  assert.equal(formatTick('2026-01-01', false), 'janv. 2026');
});

test('ticks are round, begin at or below 0, and reach the highest value', () => {
  assert.deepEqual(niceTicks(0, 630, 4), [0, 200, 400, 600, 800]);
  assert.deepEqual(niceTicks(0, 0, 4), [0, 1]);
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (low, high) => {
      const ticks = niceTicks(low, high, 4);
      assert.ok(ticks.length >= 2 && ticks.length <= 8, String(ticks));
      assert.ok((ticks[0] ?? 1) <= Math.min(low, 0) && (ticks.at(-1) ?? 0) >= high);
    }),
  );
});

test('a long name is cut where its room ends', () => {
  assert.equal(fitText('court', 200), 'court');
  const cut = fitText('un nom bien trop long pour sa place', 100);
  assert.match(cut, /^un nom.*…$/);
  assert.ok(textWidth(cut) <= 100);
});

test('CSV comes back as it was, and no cell is a formula', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('=1+1', '@a', '-2', '+3', 'a;b', '"', 'a\nb', ' a '),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, fc.integer()), { minLength: 1, maxLength: 5 }), (rows) => {
      const records = parse(toCsv(['nom', 'n'], rows), { bom: true, delimiter: ';', record_delimiter: '\r\n' });
      const wanted = rows.map(([text, n]) => [/^[=+\-@\t\r]/.test(text) ? `'${text}` : text, String(n)]);
      assert.deepEqual(records, [['nom', 'n'], ...wanted]);
    }),
  );
  assert.equal(toCsv(['a'], [[1.5], [null]]), '\ufeffa\r\n1,5\r\n\r\n');
});

test('no line ends before « : » and its like, nor inside quotation marks; times and addresses stay as they are', () => {
  const made = withFrenchSpaces('Quoi ? « Ceci » : rien ; assez ! (Vraiment ?) 09:00 http://x ?a=1 :b');
  assert.equal(
    made,
    'Quoi\u202f? «\u00a0Ceci\u00a0»\u00a0: rien\u202f; assez\u202f! (Vraiment\u202f?) 09:00 http://x ?a=1 :b',
  );
});
