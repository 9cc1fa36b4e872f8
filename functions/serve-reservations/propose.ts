import { daySeconds, formatInstant } from '../../shared/domain/reservations/instant.ts';
import { searchFrom } from '../../shared/domain/reservations/offers.ts';
import type { Ligne, Slot } from '../../shared/domain/reservations/reservation.ts';
import { findOffers, findTogether } from '../../shared/pipeline/reservations/find-offers.ts';
import { nowOf, type ReservationHouse } from './ports.ts';

/** A body that can be POSTed as it is. */
export type Proposition = {
  readonly date_debut: string;
  readonly date_fin: string;
  readonly lignes: readonly Ligne[];
};

/**
 * The next slots of the same length, at most `limit`: for one line on any machine, for several lines on the same machines
 * together. `without` is the reservation that would be changed.
 */
export async function propose(
  house: ReservationHouse,
  { debut, fin, lignes }: Slot,
  without?: number,
  limit = 3,
): Promise<Proposition[]> {
  const { memory, settings } = house;
  const now = nowOf(house);
  const search = {
    durationSeconds: fin - debut,
    from: searchFrom(debut, now),
    latest: now + settings.maxAdvanceDays * daySeconds,
    limit,
    without,
  };
  const machines = (await memory.ressources.query()).map(({ value }) => value);
  const [line, ...more] = lignes;
  if (line === undefined) return [];
  if (more.length > 0) {
    const byId = new Map(machines.map((machine) => [machine.id, machine]));
    const slots = await findTogether(memory, byId, lignes, search);
    return slots.map((slot) => ({ ...dates(slot), lignes }));
  }
  const offers = await findOffers(memory, machines, { gpu: line.nbGPU, memoire: line.nbMemoire }, search);
  return offers.map(({ idRessource, ...slot }) => ({ ...dates(slot), lignes: [{ ...line, idRessource }] }));
}

function dates({ debut, fin }: Pick<Slot, 'debut' | 'fin'>) {
  return { date_debut: formatInstant(debut), date_fin: formatInstant(fin) };
}
