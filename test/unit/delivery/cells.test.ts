import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cell } from '../../../shared/domain/delivery/cell.ts';
import { day, decimal, hundredths, instant, seconds, wholeNumber } from '../../../shared/domain/delivery/cells.ts';

const zone = 'Africa/Casablanca';

function readAll(cell: Cell<string | number>, texts: readonly string[]) {
  return texts.map((text) => cell.read(text, zone));
}

test('whole numbers are exact, and may come as decimals without a fraction', () => {
  assert.deepEqual(readAll(wholeNumber, ['12', '-3', '007', '12.0', '9007199254740991']), [12, -3, 7, 12, 2 ** 53 - 1]);
  for (const text of ['12.5', '1 200', '1e3', 'x', '0x10', '9007199254740993', 'NaN', '--1'])
    assert.equal(wholeNumber.read(text, zone), undefined, text);
});

test('decimals have a point or a comma', () => {
  assert.deepEqual(readAll(decimal, ['3', '3.25', '3,25', '-0,5']), [3, 3.25, 3.25, -0.5]);
  for (const text of ['3.', '.5', '1.234,5', '1e3', 'Infinity'])
    assert.equal(decimal.read(text, zone), undefined, text);
});

test('amounts are hundredths, and never rounded', () => {
  assert.deepEqual(
    readAll(hundredths, ['1250', '1250.5', '1250,50', '1250.5000', '-0.05']),
    [125000, 125050, 125050, 125050, -5],
  );
  for (const text of ['1250.505', '1 250', '12€', '90071992547409.93'])
    assert.equal(hundredths.read(text, zone), undefined, text);
});

test('dates lose their time, in the business zone where the time has an offset', () => {
  assert.deepEqual(readAll(day, ['2024-02-29', '29/02/2024', '2024-02-29 23:59:59', '2024-02-29T10:00:00.000']), [
    '2024-02-29',
    '2024-02-29',
    '2024-02-29',
    '2024-02-29',
  ]);
  assert.deepEqual(readAll(day, ['2024-02-29T23:30:00Z', '2024-02-29T23:30:00+05:00']), ['2024-03-01', '2024-02-29']);
  for (const text of ['30/02/2024', '2024-13-01', '0000-00-00', '2024-02-29 24:00', '20240229', '1/2/2024'])
    assert.equal(day.read(text, zone), undefined, text);
});

test('instants are of the business zone unless they say their offset', () => {
  const paris = (text: string) => instant.read(text, 'Europe/Paris');
  assert.equal(paris('2024-07-01 09:30'), '2024-07-01T07:30:00.000Z');
  assert.equal(paris('01/07/2024 09:30:15'), '2024-07-01T07:30:15.000Z');
  assert.equal(paris('2024-07-01T09:30:00-02:00'), '2024-07-01T11:30:00.000Z');
  assert.equal(paris('2024-07-01 9h30'), undefined);
});

test('durations are seconds, however they are written', () => {
  assert.deepEqual(readAll(seconds, ['75', '01:15', '90:00', '1:02:03', '00:00']), [75, 75, 5400, 3723, 0]);
  for (const text of ['1:60', '1:2:3:4', '-5', '1,5', 'mm:ss']) assert.equal(seconds.read(text, zone), undefined, text);
});
