import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMissingExports } from '../../../../shared/domain/exports/missing-exports.ts';

const daily = { name: 'daily', title: 'Daily', schedule: '10 4 * * *' };
const weekdays = { name: 'weekdays', title: 'Weekdays', schedule: '0 5 * * 1-5' };
const byHand = { name: 'by_hand', title: 'By hand', schedule: null };
const run = (name: string, date: string, status: 'ecrit' | 'echoue' | 'retenu' = 'ecrit', hour = '03') => ({
  export: name,
  date,
  status,
  reason: status === 'ecrit' ? null : `why ${status}`,
  startedAt: `${date}T${hour}:00:00.000Z`,
});
// Friday 20 to Tuesday 24 November 2026.
const days = { from: '2026-11-20', to: '2026-11-24', time: '09:00' };
const found = (runs: readonly ReturnType<typeof run>[], over: Partial<typeof days> = {}) =>
  findMissingExports([daily, weekdays, byHand], runs, { ...days, ...over }).map((one) => [
    one.export,
    one.date.slice(-2),
    one.status,
  ]);

test('an export that never ran is not missed; from its first run on each of its days is', () => {
  assert.deepEqual(found([]), []);
  assert.deepEqual(found([run('daily', '2026-11-22')]), [
    ['daily', '24', 'jamais_lance'],
    ['daily', '23', 'jamais_lance'],
  ]);
});

test('days on which its schedule does not fire are not missed', () => {
  assert.deepEqual(found([run('weekdays', '2026-11-20'), run('weekdays', '2026-11-23')]), [
    ['weekdays', '24', 'jamais_lance'],
  ]);
});

test('today is missed once its hour has passed', () => {
  const runs = [run('daily', '2026-11-23')];
  assert.deepEqual(found(runs, { time: '04:10' }), []);
  assert.deepEqual(found(runs, { time: '04:11' }), [['daily', '24', 'jamais_lance']]);
});

test('a day whose runs all failed is missed for the newest one’s reason; one with a file is not, whatever came after', () => {
  const runs = [
    run('by_hand', '2026-11-23', 'echoue'),
    run('by_hand', '2026-11-23', 'retenu', '04'),
    run('by_hand', '2026-11-24'),
    run('by_hand', '2026-11-24', 'echoue', '05'),
  ];
  const [only, ...more] = findMissingExports([byHand], runs, days);
  assert.deepEqual([only?.date, only?.status, only?.reason], ['2026-11-23', 'retenu', 'why retenu']);
  assert.deepEqual(more, []);
});
