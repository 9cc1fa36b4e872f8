import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { placeInLanes } from '../../../functions/serve-reservations/page/lanes.ts';
import { freeOver, loadBlocks, peakOver } from '../../../functions/serve-reservations/page/load.ts';
import { type Hold, pull } from '../../../functions/serve-reservations/page/pull.ts';
import { changeable } from '../../../functions/serve-reservations/page/rights.ts';
import { shareOf, slotBetween, spanOf, ticksOf } from '../../../functions/serve-reservations/page/span.ts';
import { dayAfter, readState, type ViewName, writeState } from '../../../functions/serve-reservations/page/state.ts';
import { comesTwice, fromField, toField } from '../../../functions/serve-reservations/page/wall-time.ts';
import { addDays } from '../../../shared/domain/day.ts';
import { loadSteps } from '../../../shared/domain/reservations/sweep.ts';

const zone = 'Europe/Paris';
const seconds = (text: string) => Date.parse(text) / 1000;
const slots = fc.array(
  fc
    .record({
      id: fc.nat(1000),
      debut: fc.nat(40),
      length: fc.integer({ min: 1, max: 15 }),
      g: fc.nat(4),
      m: fc.nat(4),
    })
    .map(({ length, ...rest }) => ({ ...rest, fin: rest.debut + length })),
  { maxLength: 25 },
);
const days = fc.integer({ min: 0, max: 3650 }).map((count) => addDays('2020-01-01', count));

describe('what a view shows', () => {
  for (const [view, day, first, last, count] of [
    ['jour', '2026-11-25', '2026-11-25', '2026-11-25', 1],
    ['semaine', '2026-11-25', '2026-11-23', '2026-11-29', 7],
    ['semaine', '2026-11-29', '2026-11-23', '2026-11-29', 7],
    ['semaine', '2027-01-01', '2026-12-28', '2027-01-03', 7],
    ['mois', '2028-02-10', '2028-02-01', '2028-02-29', 29],
    ['mois', '2026-12-31', '2026-12-01', '2026-12-31', 31],
  ] as const) {
    test(`${view} of ${day}: ${first} to ${last}`, () => {
      const span = spanOf(view, day, zone);
      assert.deepEqual([span.days.at(0)?.day, span.days.at(-1)?.day, span.days.length], [first, last, count]);
    });
  }

  test('days follow each other without gap, and hold 24 hours, or 23 or 25 when clocks change', () => {
    for (const [day, hours] of [
      ['2026-10-25', 25],
      ['2027-03-28', 23],
      ['2026-11-25', 24],
    ] as const) {
      const { from, to } = spanOf('jour', day, zone);
      assert.equal((to - from) / 3600, hours, day);
    }
    fc.assert(
      fc.property(days, fc.constantFrom<ViewName>('jour', 'semaine', 'mois'), (day, view) => {
        const span = spanOf(view, day, zone);
        assert.ok(span.days.some((one) => one.day === day));
        assert.equal(span.from, span.days[0]?.from);
        for (const [index, one] of span.days.entries()) assert.equal(one.to, span.days[index + 1]?.from ?? span.to);
      }),
    );
  });

  test('one step on and one back shows the same period again', () => {
    fc.assert(
      fc.property(days, fc.constantFrom<ViewName>('jour', 'semaine', 'mois'), (day, view) => {
        const next = dayAfter({ view, day }, 1);
        assert.equal(spanOf(view, next, zone).from, spanOf(view, day, zone).to);
        assert.equal(spanOf(view, dayAfter({ view, day: next }, -1), zone).from, spanOf(view, day, zone).from);
      }),
    );
  });

  test('the address keeps what is shown, and nonsense in it is today', () => {
    const state = { view: 'mois', day: '2026-02-01', mineOnly: true } as const;
    assert.deepEqual(readState(writeState(state), '2026-11-25', 'jour'), state);
    assert.deepEqual(readState('?vue=toString&date=2026-02-30', '2026-11-25', 'jour'), {
      view: 'jour',
      day: '2026-11-25',
      mineOnly: false,
    });
  });
});

describe('the hours of a day', () => {
  for (const [day, expected] of [
    ['2026-10-25', [0, 1, 2, 2, 3, 4]],
    ['2027-03-28', [0, 1, 3, 4, 5, 6]],
    ['2026-11-25', [0, 1, 2, 3, 4, 5]],
  ] as const) {
    test(`${day} begins with ${expected.join(', ')}`, () => {
      const [one] = spanOf('jour', day, zone).days;
      assert.ok(one);
      const ticks = ticksOf(one, 1, zone);
      assert.deepEqual(
        ticks.slice(0, 6).map(({ hour }) => hour),
        expected,
      );
      assert.deepEqual(
        ticks.slice(0, 2).map(({ at }) => at - one.from),
        [0, 3600],
      );
      assert.equal(ticks.at(-1)?.hour, 23);
    });
  }
});

describe('a date field in the business zone', () => {
  for (const [text, instant, again, isSkipped] of [
    ['2026-11-25T14:00', '2026-11-25T13:00:00Z', undefined, false],
    ['2026-10-25T02:30', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', false],
    ['2026-10-25T03:00', '2026-10-25T02:00:00Z', undefined, false],
    ['2027-03-28T02:30', '2027-03-28T01:30:00Z', undefined, true],
    ['2027-03-28T03:30', '2027-03-28T01:30:00Z', undefined, false],
  ] as const) {
    test(`${text} is ${instant}${again ? ` or ${again}` : ''}${isSkipped ? ', moved' : ''}`, () => {
      const second = again === undefined ? undefined : seconds(again);
      assert.deepEqual(fromField(text, zone), { instant: seconds(instant), again: second, isSkipped });
    });
  }

  test('what it shows of any instant it reads as that instant, the first time or the second', () => {
    const around = fc.oneof(
      fc.integer({ min: seconds('2026-10-24T00:00:00Z'), max: seconds('2026-10-26T00:00:00Z') }),
      fc.integer({ min: seconds('2027-03-27T00:00:00Z'), max: seconds('2027-03-29T00:00:00Z') }),
    );
    fc.assert(
      fc.property(around, fc.constantFrom(zone, 'America/New_York', 'UTC', 'Australia/Lord_Howe'), (near, where) => {
        const instant = Math.floor(near / 60) * 60;
        const read = fromField(toField(instant, where), where);
        assert.ok(read);
        assert.ok(read.instant === instant || read.again === instant, toField(instant, where));
        assert.equal(read.again !== undefined, comesTwice(instant, where));
        assert.equal(read.isSkipped, false);
      }),
    );
  });

  test('an empty or half-written field is no time', () => {
    for (const text of ['', '2026-11-25', 'T10:00']) assert.equal(fromField(text, zone), undefined);
  });
});

describe('the lanes of a machine', () => {
  test('back to back slots share a lane; those that overlap do not', () => {
    const { placed, lanes } = placeInLanes([
      { id: 1, debut: 0, fin: 5 },
      { id: 2, debut: 5, fin: 9 },
      { id: 3, debut: 4, fin: 6 },
    ]);
    assert.deepEqual(
      placed.map(({ slot, lane }) => [slot.id, lane]),
      [
        [1, 0],
        [3, 1],
        [2, 0],
      ],
    );
    assert.equal(lanes, 2);
  });

  test('no slot covers another, all are there, and there are no more lanes than slots at once', () => {
    fc.assert(
      fc.property(slots, (all) => {
        const { placed, lanes } = placeInLanes(all);
        assert.equal(placed.length, all.length);
        for (const [index, one] of placed.entries())
          for (const other of placed.slice(index + 1))
            assert.ok(one.lane !== other.lane || one.slot.fin <= other.slot.debut || other.slot.fin <= one.slot.debut);
        const together = Array.from(
          { length: 60 },
          (_, at) => all.filter(({ debut, fin }) => debut <= at && at < fin).length,
        );
        assert.equal(lanes, Math.max(0, ...together));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the load of a machine', () => {
  const capacity = { gpu: 10, memoire: 0 };

  test('peak, free and blocks are those of a count second by second', () => {
    fc.assert(
      fc.property(slots, fc.nat(30), fc.integer({ min: 1, max: 30 }), (all, from, length) => {
        const items = all.map(({ id, debut, fin, g, m }, index) => ({ r: id * 100 + index, s: debut, e: fin, g, m }));
        const steps = loadSteps(items, 0, 60);
        const at = (second: number, what: 'g' | 'm') =>
          items.filter(({ s, e }) => s <= second && second < e).reduce((sum, item) => sum + item[what], 0);
        const inside = Array.from({ length }, (_, index) => from + index);
        const gpu = Math.max(...inside.map((second) => at(second, 'g')));
        const memoire = Math.max(...inside.map((second) => at(second, 'm')));
        const interval = [from, from + length] as const;
        assert.deepEqual(peakOver(steps, interval), { gpu, memoire });
        assert.deepEqual(freeOver(steps, capacity, interval), { gpu: Math.max(0, 10 - gpu), memoire: 0 });
        const blocks = loadBlocks(steps, 'gpu', capacity, interval);
        for (const second of inside) {
          const block = blocks.filter((one) => one.from <= second && second < one.to);
          assert.equal(
            block.reduce((sum, { used }) => sum + used, 0),
            at(second, 'g'),
          );
          assert.ok(block.length <= 1 && block.every(({ share }) => share > 0 && share <= 1));
        }
        for (const [index, { to, used }] of blocks.entries()) {
          const next = blocks[index + 1];
          assert.ok(next === undefined || next.from > to || next.used !== used, 'two blocks where one says it');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a slot drawn with the mouse', () => {
  const { from, to } = spanOf('semaine', '2026-10-25', zone);

  test('holds whole steps, at least one, inside the span, around both ends, whichever way it was drawn', () => {
    const points = fc.integer({ min: from - 5000, max: to + 5000 });
    fc.assert(
      fc.property(points, points, (one, other) => {
        const { debut, fin } = slotBetween(one, other, 1800, { from, to });
        assert.deepEqual(slotBetween(other, one, 1800, { from, to }), { debut, fin });
        assert.ok(from <= debut && debut < fin && fin <= to);
        assert.ok((debut - from) % 1800 === 0 && (fin - from) % 1800 === 0);
        const low = Math.max(from, Math.min(one, other, to - 1800));
        assert.ok(debut <= low && low - debut < 1800);
      }),
    );
  });

  test('an instant outside the span stands at its edge', () => {
    assert.deepEqual([shareOf(from - 1, { from, to }), shareOf(to + 1, { from, to })], [0, 100]);
  });
});

describe('a slot that is pulled', () => {
  const sticky = { step: 900, origin: 0 };
  const holds = fc.constantFrom<Hold>('whole', 'start', 'end');

  test('sticks to steps, keeps its length as a whole, and never gets shorter than a step by an end', () => {
    const slot = { debut: 3600, fin: 7200 };
    assert.deepEqual(pull(slot, 'whole', 1000, sticky), { debut: 4500, fin: 8100 });
    assert.deepEqual(pull(slot, 'start', -1000, sticky), { debut: 2700, fin: 7200 });
    assert.deepEqual(pull(slot, 'end', -100_000, sticky), { debut: 3600, fin: 4500 });
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.integer({ min: 900, max: 50_000 }),
        holds,
        fc.integer({ min: -200_000, max: 200_000 }),
        (debut, length, hold, by) => {
          const pulled = pull({ debut, fin: debut + length }, hold, by, sticky);
          if (hold === 'whole') assert.equal(pulled.fin - pulled.debut, length);
          else assert.ok(pulled.fin - pulled.debut >= sticky.step);
          if (hold === 'start') assert.equal(pulled.fin, debut + length);
          if (hold === 'end') assert.equal(pulled.debut, debut);
        },
      ),
    );
  });

  test('is one’s own or an admin pulls it, and once it has begun its owner moves the end alone', () => {
    const mine = { isMine: true, debut: 10, fin: 20 };
    for (const [isAdmin, isMine, now, may] of [
      [false, true, 5, 'all'],
      [false, true, 10, 'end'],
      [false, true, 20, 'nothing'],
      [false, false, 5, 'nothing'],
      [true, false, 30, 'all'],
    ] as const)
      assert.equal(changeable({ isAdmin }, { ...mine, isMine }, now), may);
  });
});
