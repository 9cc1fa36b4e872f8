import type { Reservation } from '../../shared/domain/reservations/reservation.ts';
import type { Ressource } from '../../shared/domain/reservations/ressource.ts';
import type { Actor } from '../../shared/pipeline/reservations/write-reservation.ts';
import { ProblemError } from '../../shared/runtime/problem.ts';
import { isPossibleId } from './paths.ts';
import type { ReservationHouse } from './ports.ts';

export function notFound(detail: string): ProblemError {
  return new ProblemError({ status: 404, detail });
}

export const noRessource = (id: number) => notFound(`Aucune machine n’a l’identifiant ${id}.`);
export const noReservation = (id: number) => notFound(`Aucune réservation n’a l’identifiant ${id}.`);

/** @throws ProblemError 404 */
export async function findRessource({ memory }: ReservationHouse, id: number): Promise<Ressource> {
  const found = isPossibleId(id) ? await memory.ressources.get(String(id)) : undefined;
  if (found === undefined) throw noRessource(id);
  return found;
}

/** @throws ProblemError 404 */
export async function findReservation({ memory }: ReservationHouse, id: number): Promise<Reservation> {
  const found = isPossibleId(id) ? await memory.reservations.get(String(id)) : undefined;
  if (found === undefined) throw noReservation(id);
  return found;
}

/** @throws ProblemError 403 unless the caller is an admin or the owner: the same issuer and subject, whatever the name. */
export function requireOwner(ownerKey: string, actor: Actor): void {
  if (actor.isAdmin || actor.ownerKey === ownerKey) return;
  throw new ProblemError({ status: 403, detail: 'Seul son propriétaire, ou un admin, peut faire cela.' });
}

export const noLigne = (reservation: number, ressource: number) =>
  notFound(`La réservation ${reservation} n’a pas de ligne sur la machine ${ressource}.`);
