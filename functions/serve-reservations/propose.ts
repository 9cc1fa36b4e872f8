import { daySeconds, formatInstant } from '../../shared/domain/reservations/instant.ts';
import { searchFrom } from '../../shared/domain/reservations/offers.ts';
import type { Ligne, Slot } from '../../shared/domain/reservations/reservation.ts';
import type { Ressource } from '../../shared/domain/reservations/ressource.ts';
import { findOffers, findTogether } from '../../shared/pipeline/reservations/find-offers.ts';
import { nowOf, type ReservationHouse } from './ports.ts';

/** A body that can be POSTed as it is. */
export type Proposition = {
  readonly date_debut: string;
  readonly date_fin: string;
  readonly lignes: readonly Ligne[];
};

/**
 * The next slots of the same length, at most three: for one line on any machine, for several lines on the same machines
 * together. `without` is the reservation that would be changed.
 */
export async function propose(
  house: ReservationHouse,
  { debut, fin, lignes }: Slot,
  without?: number,
): Promise<Proposition[]> {
  const { memory } = house;
  const [line, ...more] = lignes;
  if (line === undefined) return [];
  const search = searchOf(house, { debut, fin }, without, 3);
  const machines = (await memory.ressources.query()).map(({ value }) => value);
  if (more.length > 0) {
    const slots = await findTogether(memory, byId(machines), lignes, search);
    return slots.map((slot) => ({ ...dates(slot), lignes }));
  }
  const offers = await findOffers(memory, machines, { gpu: line.nbGPU, memoire: line.nbMemoire }, search);
  return offers.map(({ idRessource, ...slot }) => ({ ...dates(slot), lignes: [{ ...line, idRessource }] }));
}

/** When the slot's own machines would have room for it next. */
export async function nextOnSame(
  house: ReservationHouse,
  { debut, fin, lignes }: Slot,
  without?: number,
): Promise<Slot | undefined> {
  if (lignes.length === 0 || debut >= fin) return undefined;
  const machines = (await house.memory.ressources.query()).map(({ value }) => value);
  const search = searchOf(house, { debut, fin }, without, 1);
  const [next] = await findTogether(house.memory, byId(machines), lignes, search);
  return next && { ...next, lignes };
}

function searchOf(
  house: ReservationHouse,
  { debut, fin }: Pick<Slot, 'debut' | 'fin'>,
  without: number | undefined,
  limit: number,
) {
  const now = nowOf(house);
  return {
    durationSeconds: fin - debut,
    from: searchFrom(debut, now),
    latest: now + house.settings.maxAdvanceDays * daySeconds,
    limit,
    without,
  };
}

function byId(machines: readonly Ressource[]): ReadonlyMap<number, Ressource> {
  return new Map(machines.map((machine) => [machine.id, machine]));
}

function dates({ debut, fin }: Pick<Slot, 'debut' | 'fin'>) {
  return { date_debut: formatInstant(debut), date_fin: formatInstant(fin) };
}
