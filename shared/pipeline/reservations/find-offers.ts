import { daySeconds, type Instant } from '../../domain/reservations/instant.ts';
import { type Item, itemsOf, type LedgerDay } from '../../domain/reservations/ledger.ts';
import { fits, type Reach, type Wanted } from '../../domain/reservations/next-fit.ts';
import { type Offer, offersOn } from '../../domain/reservations/offers.ts';
import type { Ligne } from '../../domain/reservations/reservation.ts';
import { type Capacity, capacityOf, type Ressource } from '../../domain/reservations/ressource.ts';
import type { ReservationMemory } from './collections.ts';
import { readDays } from './read-days.ts';

const firstWindowDays = 14;

interface Search extends Reach {
  readonly durationSeconds: number;
  /** This reservation's lines do not count. */
  readonly without?: number | undefined;
}

/** The earliest slots in which so much of one machine is free, over these machines. */
export async function findOffers(
  memory: ReservationMemory,
  machines: readonly Ressource[],
  asked: Capacity,
  search: Search,
): Promise<Offer[]> {
  const only = machines.length === 1 ? machines[0]?.id : undefined;
  return widen(memory, search, only, (itemsOn) => {
    const wanted = machines.map((machine) => want(machine, asked, itemsOn(machine.id)));
    return offersOn(wanted, search.durationSeconds, search);
  });
}

/** The earliest starts at which all these lines fit together. */
export async function findTogether(
  memory: ReservationMemory,
  machines: ReadonlyMap<number, Ressource>,
  lignes: readonly Ligne[],
  search: Search,
): Promise<Pick<Offer, 'debut' | 'fin'>[]> {
  return widen(memory, search, undefined, (itemsOn) => {
    const wanted = lignes.map(({ idRessource, nbGPU, nbMemoire }) => ({
      idRessource,
      capacity: capacityOf(machines.get(idRessource)),
      asked: { gpu: nbGPU, memoire: nbMemoire },
      others: itemsOn(idRessource),
    }));
    const starts = fits(wanted, search.durationSeconds, search);
    return starts.map((debut) => ({ debut, fin: debut + search.durationSeconds }));
  });
}

/**
 * Looks at a window of the ledger that doubles until what was found lies within it: later days may hold lines that were
 * not read, so that what reaches beyond them is not sure.
 */
async function widen<T extends { readonly fin: Instant }>(
  memory: ReservationMemory,
  { from, latest, limit, durationSeconds, without }: Search,
  idRessource: number | undefined,
  find: (itemsOn: (machine: number) => Item[]) => T[],
): Promise<T[]> {
  const end = latest + durationSeconds;
  for (let span = durationSeconds + firstWindowDays * daySeconds; ; span *= 2) {
    const to = Math.min(end, from + span);
    const days = Map.groupBy(await readDays(memory, { from, to, idRessource }), ({ ressource }) => ressource);
    const found = find((machine) => itemsBut(days.get(machine) ?? [], without));
    const isSure = found.length === limit && found.every(({ fin }) => fin <= to);
    if (isSure || to >= end) return found;
  }
}

function itemsBut(days: readonly LedgerDay[], without: number | undefined): Item[] {
  return itemsOf(days).filter(({ r }) => r !== without);
}

function want(machine: Ressource, asked: Capacity, others: readonly Item[]): Wanted {
  return { idRessource: machine.id, capacity: capacityOf(machine), asked, others };
}
