import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LedgerDay, ledgerDaysOf, ledgerKey } from '../../../shared/domain/reservations/ledger.ts';
import { ownerKeyOf, type Reservation, type Slot } from '../../../shared/domain/reservations/reservation.ts';
import type { Ressource } from '../../../shared/domain/reservations/ressource.ts';
import { loadSteps } from '../../../shared/domain/reservations/sweep.ts';
import { collections, quotaId } from '../../../shared/pipeline/reservations/collections.ts';
import type { Operation } from '../../../shared/pipeline/reservations/operation.ts';
import { createMachineWriter } from '../../../shared/pipeline/reservations/write-machine.ts';
import {
  type Actor,
  createReservationWriter,
  RefusedError,
} from '../../../shared/pipeline/reservations/write-reservation.ts';
import type { DocumentStore } from '../../../shared/ports/documents.ts';
import { createFirestoreDouble, LostAnswerError, type Steps } from '../../reservations/firestore-double.ts';
import { createRandom } from '../../reservations/random-calendar.ts';
import { type Chooser, createGates, everySchedule } from '../../reservations/schedule.ts';

const settings = { maxHours: 336, maxAdvanceDays: 365, quotaGpuHoursWeek: 20, zone: 'Europe/Paris' };
const now = Date.parse('2026-11-25T12:00:00Z') / 1000;
const owner = { issuer: 'test', subject: 'ana' };
const actor: Actor = { owner, ownerKey: ownerKeyOf(owner), name: 'Ana', mail: null, isAdmin: false };
const answer = () => ({ status: 200, headers: {}, body: null });
const midnight = 12 * 3600;

/** Around a midnight, so that each slot is on two days of the ledger. */
const slot = (from: number, to: number, nbGPU: number, ...machines: number[]): Slot => ({
  debut: now + midnight + from * 3600,
  fin: now + midnight + to * 3600,
  lignes: machines.map((idRessource) => ({ idRessource, nbGPU, nbMemoire: 1 })),
});
const operation = (id: string): Operation => ({ id, bodyHash: 'h', at: new Date(now * 1000) });

class GoneError extends Error {}

/** @param name the operation's: the same when it is asked anew. @param ask how often it was asked before. */
type Task = (store: DocumentStore, name: string, ask?: number) => Promise<unknown>;

/** Each time that it is asked it would make another id, as the API does. */
const book =
  (id: number, wanted: Slot): Task =>
  (store, name, ask = 0) =>
    createReservationWriter(
      store,
      settings,
    )({
      operation: operation(name),
      actor,
      id: id + 100 * ask,
      isNew: true,
      change: () => ({ ...wanted, nomUtilisateur: 'Ana', owner, ownerKey: actor.ownerKey, mail: null }),
      answer,
    });

const change =
  (id: number, next: Slot | undefined): Task =>
  (store, name) =>
    createReservationWriter(
      store,
      settings,
    )({
      operation: operation(name),
      actor,
      id,
      isNew: false,
      change(current) {
        if (current === undefined) throw new GoneError();
        return next === undefined ? undefined : { ...current, ...next };
      },
      answer,
    });

const cut =
  (id: number, quantiteGPU: number): Task =>
  (store, name) =>
    createMachineWriter(store)({
      operation: operation(name),
      actor,
      id,
      change: () => ({ quantiteGPU, quantiteMemoire: 4 }),
      answer,
    });

/** Two machines of 4 GPUs, and reservation 1, which holds 2 of the first. What meets is chosen so that not all can be. */
const kinds: Readonly<Record<string, (n: number) => Task>> = {
  create: (n) => book(10 + n, slot(-1, 1, 2, 1, 2)),
  edit: () => change(1, slot(-1, 2, 3, 1)),
  cancel: () => change(1, undefined),
  cut: () => cut(1, 3),
};

type Double = ReturnType<typeof createFirestoreDouble>;
const quiet: Steps = { step: async () => undefined, isAborted: () => false, answer: () => 'arrives' };

async function prepared(): Promise<Double['documents']> {
  const double = createFirestoreDouble();
  const store = double.view(quiet);
  for (const id of [1, 2]) {
    const made = { quantiteGPU: 4, quantiteMemoire: 4 };
    await createMachineWriter(store)({ operation: operation(`m${id}`), actor, id, change: () => made, answer });
  }
  await book(1, slot(-1, 1, 2, 1))(store, 'first');
  return double.documents;
}
const start = await prepared();

/**
 * Each task may once be given up by the store, at any step, and once lose the answer to what was done, in either way.
 * @param most how many of these troubles there are at most, of all tasks together.
 */
async function runTasks(tasks: readonly Task[], chooser: Chooser, most: number, careless: boolean) {
  const double = createFirestoreDouble(new Map(start), { careless });
  const done: boolean[] = [];
  const befell = { aborts: tasks.map(() => 0), losses: tasks.map(() => 0) };
  const gates = createGates(chooser, () => JSON.stringify([stateOf(double), done, befell]));
  await gates.runAll(
    tasks.map((task) => async (index) => {
      /** Which of so many ways it goes; 0 is without trouble. */
      const way = (trouble: 'aborts' | 'losses', ways: number): number => {
        const before = [...befell.aborts, ...befell.losses].filter((one) => one !== 0).length;
        if (before === most || befell[trouble][index] !== 0) return 0;
        const chosen = chooser.choose(ways);
        befell[trouble][index] = chosen;
        return chosen;
      };
      const store = double.view({
        step: (position) => gates.pass(index, position),
        isAborted: () => way('aborts', 2) === 1,
        answer: () => (['arrives', 'again', 'lost'] as const)[way('losses', 3)] ?? 'arrives',
      });
      try {
        await task(store, `op${index}`).catch((error: unknown) => {
          if (error instanceof LostAnswerError) return task(store, `op${index}`, 1);
          throw error;
        });
        done[index] = true;
      } catch (error) {
        if (!(error instanceof RefusedError || error instanceof GoneError)) throw error;
        done[index] = false;
      }
    }),
  );
  return { double, done };
}

/** All that must be true of what is kept, whatever happened. */
function assertSound(double: Double, effects: number, reservationEffects: number): void {
  const read = <T>({ name, schema }: { name: string; schema: { parse: (data: unknown) => T } }): T[] =>
    double.all(name).map((data) => schema.parse(data));
  const reservations: Reservation[] = read(collections.reservations);
  const machines: Ressource[] = read(collections.ressources);
  const days: LedgerDay[] = read(collections.ledger);
  for (const { id, quantiteGPU, quantiteMemoire, lastDay } of machines) {
    const items = days.filter(({ ressource }) => ressource === id).flatMap((day) => day.items);
    const once = [...new Map(items.map((item) => [item.r, item])).values()];
    for (const { gpu, memoire } of loadSteps(once, now, now + 10 * 86_400)) {
      assert.ok(gpu <= quantiteGPU && memoire <= quantiteMemoire, `machine ${id} is overbooked`);
    }
    assert.ok(days.every(({ ressource, day }) => ressource !== id || day <= (lastDay ?? -1)));
  }
  const expected = new Map<string, unknown[]>();
  let gpuSeconds = 0;
  for (const { id, debut, fin, lignes } of reservations.sort((a, b) => a.debut - b.debut || a.id - b.id)) {
    for (const line of lignes) {
      gpuSeconds += line.nbGPU * (fin - debut);
      for (const { ressource, day } of ledgerDaysOf({ debut, fin, lignes: [line] })) {
        const key = ledgerKey(ressource, day);
        const item = { r: id, s: debut, e: fin, g: line.nbGPU, m: line.nbMemoire };
        expected.set(key, [...(expected.get(key) ?? []), item]);
      }
    }
  }
  const kept = new Map(days.map((day) => [ledgerKey(day.ressource, day.day), day.items]));
  assert.deepEqual(kept, expected, 'the ledger is not that of the reservations');
  const quota = double.documents.get(`${collections.quotas.name}/${quotaId(actor.ownerKey, '2026-W48')}`);
  assert.equal(
    JSON.parse(quota?.text ?? '{"gpuSeconds":0}').gpuSeconds,
    gpuSeconds,
    'the quota is not the reservations’',
  );
  // The three that were there at the start: two machines, one reservation.
  assert.equal(
    double.all(collections.operations.name).length,
    3 + effects,
    'an operation is kept once for each effect',
  );
  assert.equal(
    double.all(collections.history.name).length,
    1 + reservationEffects,
    'one row of history for each effect',
  );
}

/** The state as text, without the order in which documents were written. */
function stateOf({ documents }: Double): string {
  return JSON.stringify([...documents].map(([name, { text }]) => [name, text]).sort());
}

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length <= 1) return [[...list]];
  return list.flatMap((one, index) => permutations(list.toSpliced(index, 1)).map((rest) => [one, ...rest]));
}

/** What may come out: the states that the operations leave when they come one after another, in any order. */
async function serialStates(tasks: readonly Task[]): Promise<Set<string>> {
  const states = new Set<string>();
  for (const order of permutations(tasks.map((_, index) => index))) {
    const double = createFirestoreDouble(new Map(start));
    for (const index of order) {
      await tasks[index]?.(double.view(quiet), `op${index}`).catch((error: unknown) => {
        if (!(error instanceof RefusedError || error instanceof GoneError)) throw error;
      });
    }
    states.add(stateOf(double));
  }
  return states;
}

function combinations(size: number, from = 0): string[][] {
  if (size === 0) return [[]];
  return Object.keys(kinds)
    .slice(from)
    .flatMap((name, index) => combinations(size - 1, from + index).map((rest) => [name, ...rest]));
}

async function check<T>(
  names: readonly string[],
  explore: (run: (chooser: Chooser) => Promise<void>) => Promise<T>,
  most: number,
  careless = false,
): Promise<T> {
  const tasks = names.map((name, index) => kinds[name]?.(index) ?? cut(1, 3));
  const allowed = await serialStates(tasks);
  return explore(async (chooser) => {
    const { double, done } = await runTasks(tasks, chooser, most, careless);
    const effects = done.filter(Boolean).length;
    assertSound(double, effects, done.filter((isDone, index) => isDone && names[index] !== 'cut').length);
    assert.ok(allowed.has(stateOf(double)), `${names.join(' + ')}: a state that no order of them leaves`);
  });
}

const isExhaustive = process.env.TERRAIN_EXHAUSTIVE !== undefined;
const threes = isExhaustive
  ? combinations(3)
  : [
      ['create', 'create', 'cut'],
      ['create', 'edit', 'cancel'],
    ];

for (const [count, meetings, most] of [
  [2, combinations(2), isExhaustive ? 4 : 1],
  [3, threes, isExhaustive ? 2 : 1],
] as const) {
  test(`${count} operations at once, in every interleaving, run again at any step or with their answers lost, are as one after the other`, async (context) => {
    let [runs, states] = [0, 0];
    for (const names of meetings) {
      const looked = await check(names, everySchedule, most);
      runs += looked.runs;
      states += looked.states;
    }
    context.diagnostic(`${runs} runs, ${states} states`);
    assert.ok(states > 100 * count);
  });
}

test('a store that commits without looking at what was read would be found out', async () => {
  const random = createRandom(3);
  const sample = async (run: (chooser: Chooser) => Promise<void>): Promise<void> => {
    for (let runs = 0; runs < 40; runs++) await run({ choose: random });
  };
  await assert.rejects(check(['create', 'create', 'edit'], sample, 0, true), /overbooked|ledger|quota|no order/);
  await assert.rejects(check(['create', 'create', 'edit'], everySchedule, 0, true), /overbooked|ledger|quota|no order/);
});
