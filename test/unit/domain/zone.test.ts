import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, dayInZone } from '../../../shared/domain/day.ts';
import { dayBounds, formatDayPattern, formatInZone, instantOf, parseZoned } from '../../../shared/domain/zone.ts';

const zones = [
  'Europe/Paris',
  'UTC',
  'America/New_York',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Havana',
];
const zone = fc.constantFrom(...zones);
const instant = fc
  .date({ min: new Date('2005-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));
const day = instant.map((date) => date.toISOString().slice(0, 10));
const hours = ({ from, to }: { from: Date; to: Date }) => (to.getTime() - from.getTime()) / 3_600_000;

test('a wall clock is written by the pattern of the field', () => {
  const at = new Date('2026-10-24T12:05:09Z');
  const cases = [
    ['dd/MM/yyyy HH:mm', '24/10/2026 14:05'],
    ['yyyy-MM-ddTHH:mm:ss', '2026-10-24T14:05:09'],
    ['ddMMyy', '241026'],
    ["dd/MM/yyyy 'à' H'h'mm 'dits'", '24/10/2026 à 14h05 dits'],
    ['d.M.yyyy', '24.10.2026'],
  ] as const;
  for (const [pattern, expected] of cases) assert.equal(formatInZone(at, pattern, 'Europe/Paris'), expected);
  assert.equal(formatInZone(new Date('2026-01-04T23:30:00Z'), 'd/M/yy H:mm', 'Europe/Paris'), '5/1/26 0:30');
  assert.equal(formatDayPattern('2026-10-24', 'dd/MM/yyyy HH:mm:ss'), '24/10/2026 00:00:00');
});

test('a text is a day and a time only when it follows the whole pattern', () => {
  const cases = [
    ['24/10/2026 14:45', 'dd/MM/yyyy HH:mm', { day: '2026-10-24', time: '14:45' }],
    ['2026-10-24 14:45:07', 'yyyy-MM-dd HH:mm:ss', { day: '2026-10-24', time: '14:45:07' }],
    ['24/10/26', 'dd/MM/yy', { day: '2026-10-24', time: '' }],
    ['4/1/2026 6:05', 'd/M/yyyy H:mm', { day: '2026-01-04', time: '06:05' }],
    ['le 24.10.2026 (9h)', "'le 'dd.MM.yyyy (H'h')", { day: '2026-10-24', time: '09:00' }],
    ['29/02/2028', 'dd/MM/yyyy', { day: '2028-02-29', time: '' }],
    ['31/02/2026', 'dd/MM/yyyy', undefined],
    ['24/10/2026 24:00', 'dd/MM/yyyy HH:mm', undefined],
    ['24/10/2026 14:60', 'dd/MM/yyyy HH:mm', undefined],
    ['24/10/2026 14:45:00', 'dd/MM/yyyy HH:mm', undefined],
    ['4/10/2026', 'dd/MM/yyyy', undefined],
    ['24x10x2026', 'dd.MM.yyyy', undefined],
    ['', 'dd/MM/yyyy', undefined],
  ] as const;
  for (const [text, pattern, expected] of cases) assert.deepEqual(parseZoned(text, pattern), expected, text);
});

test('a malformed pattern is an error that shows it', () => {
  assert.throws(() => formatDayPattern('2026-10-24', 'dd/MM/yyy'), /« yyy » dans le format « dd\/MM\/yyy »/);
  for (const pattern of ['dd/MM/yyy', 'ddd/MM/yyyy', 'HH:m', 'dd/MM/yyyy dd', "dd/MM/yyyy 'h"]) {
    assert.throws(() => formatDayPattern('2026-10-24', pattern), RangeError, pattern);
  }
  assert.throws(() => parseZoned('24/10', 'dd/MM'), /dd\/MM/);
});

test('what a pattern writes it reads again', () => {
  fc.assert(
    fc.property(instant, zone, (at, where) => {
      const parsed = parseZoned(formatInZone(at, 'dd/MM/yyyy HH:mm:ss', where), 'dd/MM/yyyy HH:mm:ss');
      assert.deepEqual(parsed, { day: dayInZone(at, where), time: formatInZone(at, 'HH:mm:ss', where) });
    }),
  );
});

test('the instant of a wall clock shows that wall clock, and is the first that does', () => {
  fc.assert(
    fc.property(instant, zone, (at, where) => {
      const time = formatInZone(at, 'HH:mm:ss', where);
      const found = instantOf(dayInZone(at, where), time, where);
      assert.equal(formatInZone(found, 'yyyy-MM-dd HH:mm:ss', where), formatInZone(at, 'yyyy-MM-dd HH:mm:ss', where));
      assert.ok(found <= at);
      assert.ok(at.getTime() - found.getTime() <= 3_600_000);
    }),
    { numRuns: 300 },
  );
});

test('a time that comes twice is the first, one that never comes is moved on by the gap', () => {
  assert.equal(instantOf('2026-10-25', '02:30', 'Europe/Paris').toISOString(), '2026-10-25T00:30:00.000Z');
  assert.equal(instantOf('2026-03-29', '02:30', 'Europe/Paris').toISOString(), '2026-03-29T01:30:00.000Z');
  assert.equal(instantOf('2026-07-01', '', 'Europe/Paris').toISOString(), '2026-06-30T22:00:00.000Z');
  assert.throws(() => instantOf('2026-13-01', '', 'Europe/Paris'), RangeError);
});

test('the days of a clock change have 23 and 25 hours', () => {
  const cases = [
    ['2026-03-29', 'Europe/Paris', 23],
    ['2026-10-25', 'Europe/Paris', 25],
    ['2026-10-24', 'Europe/Paris', 24],
    ['2018-11-04', 'America/Sao_Paulo', 23],
    ['2018-02-17', 'America/Sao_Paulo', 25],
    ['2026-04-05', 'Australia/Lord_Howe', 24.5],
    ['2011-12-30', 'Pacific/Apia', 0],
  ] as const;
  for (const [on, where, expected] of cases) assert.equal(hours(dayBounds(on, where)), expected, `${on} ${where}`);
});

test('every instant lies in the bounds of its own day and of no other', () => {
  fc.assert(
    fc.property(instant, zone, (at, where) => {
      const today = dayInZone(at, where);
      const { from, to } = dayBounds(today, where);
      assert.ok(from <= at && at < to, `${from.toISOString()} ${at.toISOString()} ${to.toISOString()}`);
    }),
    { numRuns: 300 },
  );
});

test('days follow each other without gap or overlap', () => {
  fc.assert(
    fc.property(day, zone, (today, where) => {
      assert.deepEqual(dayBounds(today, where).to, dayBounds(addDays(today, 1), where).from);
    }),
  );
});
