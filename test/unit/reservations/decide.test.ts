import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decide } from '../../../shared/domain/reservations/decide.ts';
import { type LedgerDay, ledgerKey } from '../../../shared/domain/reservations/ledger.ts';
import { fits } from '../../../shared/domain/reservations/next-fit.ts';
import type { Ligne, Slot } from '../../../shared/domain/reservations/reservation.ts';
import type { Ressource } from '../../../shared/domain/reservations/ressource.ts';
import { hasRoom, randomCalendar } from '../../reservations/random-calendar.ts';

const settings = { maxHours: 336, maxAdvanceDays: 365, quotaGpuHoursWeek: 0, zone: 'Europe/Paris' };
const cases = process.env.TERRAIN_EXHAUSTIVE ? 1_000_000 : 20_000;
const minute = 60;

test(`on ${cases} random calendars, decide accepts exactly what fits in every minute and dimension`, () => {
  const next = randomCalendar(20_261_125);
  let accepted = 0;
  for (let index = 0; index < cases; index++) {
    const { machines, grid, slots, world, asked, id, before, start } = next();
    const change = { id, before, after: asked, isAdmin: false, now: start - 1 };
    const decision = decide(change, world, settings);
    const expected = hasRoom(grid, machines, asked);
    const got = 'effects' in decision;
    if (got !== expected) assert.fail(`case ${index}: ${JSON.stringify(slots)} ${JSON.stringify(asked)}`);
    if ('effects' in decision) accepted++;
    else {
      assert.ok(decision.refusal.kind === 'capacity', `case ${index}: ${decision.refusal.kind}`);
      for (const { idRessource, dimension, debut, pic, capacite, libre } of decision.refusal.conflicts) {
        assert.ok(pic > capacite && libre >= 0 && libre <= capacite);
        const used = grid.used.get(idRessource)?.[dimension][(debut - start) / 60] ?? 0;
        const line = asked.lignes.find((one) => one.idRessource === idRessource);
        assert.ok(
          used + (dimension === 'gpu' ? (line?.nbGPU ?? 0) : (line?.nbMemoire ?? 0)) > capacite,
          `case ${index}`,
        );
      }
    }
  }
  // Both answers are frequent, or the comparison would show little.
  assert.ok(accepted > cases / 10 && accepted < (cases * 9) / 10, `${accepted} of ${cases} were accepted`);
});

test('the slots found are the earliest that fit, minute by minute', () => {
  const next = randomCalendar(7);
  for (let index = 0; index < (process.env.TERRAIN_EXHAUSTIVE ? 50_000 : 1_500); index++) {
    const { machines, grid, slots, asked, id, start } = next();
    const [line] = asked.lignes;
    const machine = machines.find((one) => one.id === line?.idRessource);
    if (line === undefined || machine === undefined) continue;
    const others = slots.flatMap((slot) =>
      slot.id === id
        ? []
        : slot.lignes
            .filter(({ idRessource }) => idRessource === machine.id)
            .map(({ nbGPU, nbMemoire }) => ({ r: slot.id, s: slot.debut, e: slot.fin, g: nbGPU, m: nbMemoire })),
    );
    const duration = asked.fin - asked.debut;
    const latest = start + 40 * minute;
    const capacity = { gpu: machine.quantiteGPU, memoire: machine.quantiteMemoire };
    const wanted = { idRessource: machine.id, capacity, asked: { gpu: line.nbGPU, memoire: line.nbMemoire }, others };
    const found = fits([wanted], duration, { from: start, latest, limit: 4 });
    const expected: number[] = [];
    for (let at = start; at <= latest && expected.length < 4; ) {
      if (hasRoom(grid, machines, { debut: at, fin: at + duration, lignes: [line] })) {
        expected.push(at);
        at += duration;
      } else at += minute;
    }
    assert.deepEqual(found, expected, `case ${index}`);
  }
});

/** One machine of 4 GPUs and 8 of memory on an empty day. */
function world(items: LedgerDay['items'] = [], used: ReadonlyMap<string, number> = new Map()) {
  const ressource: Ressource = { id: 1, quantiteGPU: 4, quantiteMemoire: 8, version: 'a', lastDay: null };
  const day = 20_782;
  return {
    ressources: new Map([[1, ressource]]),
    days: new Map([[ledgerKey(1, day), { ressource: 1, day, items }]]),
    usedSeconds: used,
  };
}
const noon = 20_782 * 86_400 + 12 * 3600;
const line = (nbGPU: number, nbMemoire = 0): Ligne => ({ idRessource: 1, nbGPU, nbMemoire });
const slot = (from: number, to: number, ...lignes: Ligne[]): Slot => ({
  debut: noon + from * 3600,
  fin: noon + to * 3600,
  lignes,
});
const ask = (after: Slot | undefined, over: Partial<Parameters<typeof decide>[0]> = {}, items?: LedgerDay['items']) => {
  const decision = decide(
    { id: 9, before: undefined, after, isAdmin: false, now: noon, ...over },
    world(items),
    settings,
  );
  return 'refusal' in decision ? decision.refusal : 'accepted';
};
const item = (r: number, from: number, to: number, g: number, m = 0) => ({
  r,
  s: noon + from * 3600,
  e: noon + to * 3600,
  g,
  m,
});

test('a whole machine can be booked, and slots back to back do not overlap', () => {
  assert.equal(ask(slot(1, 2, line(4, 8))), 'accepted');
  assert.equal(ask(slot(1, 2, line(4, 8)), {}, [item(1, 0, 1, 4, 8), item(2, 2, 3, 4, 8)]), 'accepted');
  const refused = ask(slot(1, 2, line(1)), {}, [item(1, 1.5, 3, 4)]);
  assert.deepEqual(refused, {
    kind: 'capacity',
    conflicts: [
      { idRessource: 1, dimension: 'gpu', debut: noon + 5400, fin: noon + 7200, pic: 5, capacite: 4, libre: 0 },
    ],
  });
});

test('a slot may shrink, and what it held before does not stand in its own way', () => {
  const before = slot(1, 4, line(4));
  assert.equal(ask(slot(1, 5, line(4)), { before }, [item(9, 1, 4, 4)]), 'accepted');
  assert.equal(ask(slot(1, 3, line(4)), { before }, [item(9, 1, 4, 4), item(1, 4, 5, 4)]), 'accepted');
  assert.notEqual(ask(slot(1, 5, line(4)), { before }, [item(9, 1, 4, 4), item(1, 4, 5, 1)]), 'accepted');
});

test('a slot that has begun may end earlier or later, and nothing else; admins may change it', () => {
  const before = slot(-2, 2, line(1));
  const items = [item(9, -2, 2, 1)];
  assert.equal(ask(slot(-2, 4, line(1)), { before }, items), 'accepted');
  assert.equal(ask(slot(-2, 0, line(1)), { before }, items), 'accepted');
  for (const after of [slot(1, 2, line(1)), slot(-2, 2, line(2)), slot(-2, 2), undefined]) {
    assert.deepEqual(ask(after, { before }, items), { kind: 'started' });
    assert.equal(ask(after, { before, isAdmin: true }, items), 'accepted');
  }
  assert.deepEqual(ask(slot(-3, -1, line(1)), { before: slot(-3, -1.5, line(1)) }), {
    kind: 'rule',
    pointer: '/date_fin',
    detail: 'la fin est passée',
  });
  assert.deepEqual(ask(slot(-3, 1, line(1)), { before: slot(-3, -1, line(1)) }), { kind: 'started' });
});

test('extending a slot is not refused for what was full before the machine became smaller', () => {
  const before = slot(-3, 1, line(3));
  const items = [item(9, -3, 1, 3), item(1, -3, -1, 3)];
  assert.equal(ask(slot(-3, 2, line(3)), { before }, items), 'accepted');
});

test('the quota counts GPU-seconds by week, exactly, and lets a slot shrink', () => {
  const limited = { ...settings, quotaGpuHoursWeek: 10 };
  const change = (after: Slot, used: number, before?: Slot, isAdmin = false) => {
    const given = { id: 9, before, after, isAdmin, now: noon };
    const decision = decide(given, world([], new Map([['2026-W48', used]])), limited);
    return 'refusal' in decision ? decision.refusal : decision.effects.usedSeconds.get('2026-W48');
  };
  assert.equal(change(slot(1, 3, line(2)), 6 * 3600), 10 * 3600);
  const over = { kind: 'quota', week: '2026-W48', usedSeconds: 6 * 3600 + 1, askedSeconds: 4 * 3600 };
  assert.deepEqual(change(slot(1, 3, line(2)), 6 * 3600 + 1), over);
  assert.equal(change(slot(1, 3, line(2)), 6 * 3600 + 1, undefined, true), 10 * 3600 + 1);
  assert.equal(change(slot(1, 2, line(2)), 99 * 3600, slot(1, 3, line(2))), 97 * 3600);
});

test('a property: effects add up to the reservation, on every day that it touches', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 300 }), (from, length) => {
      const after = slot(from, from + length, line(1, 1));
      const decision = decide({ id: 9, before: undefined, after, isAdmin: false, now: noon }, world(), settings);
      assert.ok('effects' in decision);
      const { days, ressources } = decision.effects;
      const expected = { r: 9, s: after.debut, e: after.fin, g: 1, m: 1 };
      for (const day of days) assert.deepEqual(day.items, [expected]);
      assert.equal(days.length, Math.floor((after.fin - 1) / 86_400) - Math.floor(after.debut / 86_400) + 1);
      assert.equal(ressources[0]?.lastDay, days.at(-1)?.day);
    }),
    { numRuns: 200 },
  );
});
