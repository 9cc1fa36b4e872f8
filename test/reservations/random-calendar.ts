import type { World } from '../../shared/domain/reservations/decide.ts';
import { type LedgerDay, ledgerDaysOf, ledgerKey } from '../../shared/domain/reservations/ledger.ts';
import type { Slot } from '../../shared/domain/reservations/reservation.ts';
import type { Ressource } from '../../shared/domain/reservations/ressource.ts';

export interface RandomCase {
  readonly machines: readonly Ressource[];
  readonly slots: readonly (Slot & { readonly id: number })[];
  readonly world: World;
  /** What is asked, by whom: instead of `before` when there is one. */
  readonly asked: Slot;
  readonly id: number;
  readonly before: Slot | undefined;
  readonly start: number;
  /** The others. */
  readonly grid: MinuteGrid;
}

/** Numbers that look random, the same for one seed (mulberry32). */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/**
 * Calendars of up to four machines around a midnight, in whole minutes, that never hold more than there is: each slot is
 * kept only when a count by minute says that it fits. In a third of the cases what is asked changes one of them.
 */
export function randomCalendar(seed: number): () => RandomCase {
  const random = createRandom(seed);
  return () => {
    const start = 20_782 * 86_400 - 20 * 60;
    const machines = Array.from({ length: 1 + random(4) }, (_, index) => ({
      id: index + 1,
      quantiteGPU: 1 + random(4),
      quantiteMemoire: 1 + random(6),
      version: 'v',
      lastDay: null,
    }));
    const grid = emptyGrid(machines, start);
    const slots: (Slot & { id: number })[] = [];
    for (let tries = random(12); tries > 0; tries--) {
      const slot = randomSlot(random, machines, start);
      if (!hasRoom(grid, machines, slot)) continue;
      count(grid, slot, 1);
      slots.push({ id: slots.length + 1, ...slot });
    }
    const changed = slots.length > 0 && random(3) === 0 ? slots[random(slots.length)] : undefined;
    const asked = randomSlot(random, machines, start);
    const world = worldOf(machines, slots);
    if (changed !== undefined) count(grid, changed, -1);
    return { machines, slots, world, asked, grid, id: changed?.id ?? 99, before: changed, start };
  };
}

function randomSlot(random: (below: number) => number, machines: readonly Ressource[], start: number): Slot {
  const debut = start + random(40) * 60;
  const fin = debut + (1 + random(15)) * 60;
  const lignes = machines
    .filter(() => random(2) === 0)
    .map(({ id, quantiteGPU, quantiteMemoire }) => {
      const nbGPU = random(quantiteGPU + 1);
      return {
        idRessource: id,
        nbGPU,
        nbMemoire: nbGPU === 0 ? 1 + random(quantiteMemoire) : random(quantiteMemoire + 1),
      };
    });
  const [first] = machines;
  const least = { idRessource: first?.id ?? 1, nbGPU: 1, nbMemoire: 0 };
  return { debut, fin, lignes: lignes.length === 0 ? [least] : lignes };
}

/** What is used of each machine in each minute, by counting. */
export interface MinuteGrid {
  readonly start: number;
  readonly used: ReadonlyMap<number, { readonly gpu: number[]; readonly memoire: number[] }>;
}

const minutes = 64;

export function emptyGrid(machines: readonly Ressource[], start: number): MinuteGrid {
  const zeros = () => Array.from({ length: minutes }, () => 0);
  return { start, used: new Map(machines.map(({ id }) => [id, { gpu: zeros(), memoire: zeros() }])) };
}

/** Adds the slot to each minute of the grid, `times` times: -1 takes it out. */
export function count({ start, used }: MinuteGrid, { debut, fin, lignes }: Slot, times: 1 | -1): void {
  for (const { idRessource, nbGPU, nbMemoire } of lignes) {
    const machine = used.get(idRessource);
    for (let minute = (debut - start) / 60; machine !== undefined && minute < (fin - start) / 60; minute++) {
      machine.gpu[minute] = (machine.gpu[minute] ?? 0) + times * nbGPU;
      machine.memoire[minute] = (machine.memoire[minute] ?? 0) + times * nbMemoire;
    }
  }
}

/** Whether there is room for the slot in every minute, on every machine, in both dimensions. */
export function hasRoom(
  { start, used }: MinuteGrid,
  machines: readonly Ressource[],
  { debut, fin, lignes }: Slot,
): boolean {
  return lignes.every(({ idRessource, nbGPU, nbMemoire }) => {
    const machine = machines[idRessource - 1];
    const now = used.get(idRessource);
    for (let minute = (debut - start) / 60; minute < (fin - start) / 60; minute++) {
      if ((now?.gpu[minute] ?? 0) + nbGPU > (machine?.quantiteGPU ?? 0)) return false;
      if ((now?.memoire[minute] ?? 0) + nbMemoire > (machine?.quantiteMemoire ?? 0)) return false;
    }
    return true;
  });
}

function worldOf(machines: readonly Ressource[], slots: readonly (Slot & { readonly id: number })[]): World {
  const days = new Map<string, LedgerDay>();
  for (const { id, debut, fin, lignes } of slots) {
    for (const line of lignes) {
      for (const { ressource, day } of ledgerDaysOf({ debut, fin, lignes: [line] })) {
        const key = ledgerKey(ressource, day);
        const items = days.get(key)?.items ?? [];
        const item = { r: id, s: debut, e: fin, g: line.nbGPU, m: line.nbMemoire };
        days.set(key, { ressource, day, items: [...items, item] });
      }
    }
  }
  return { ressources: new Map(machines.map((machine) => [machine.id, machine])), days, usedSeconds: new Map() };
}
