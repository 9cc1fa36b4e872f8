import * as z from 'zod';

export const prefix = '/reservations';

export const place = {
  ressource: (id: number) => `${prefix}/Ressource/${id}`,
  reservation: (id: number) => `${prefix}/Reservation/${id}`,
  ligne: (reservation: number, ressource: number) =>
    `${prefix}/RessourceReserve/idReservation/${reservation}/idRessource/${ressource}`,
  calendar: (id: string) => `${prefix}/calendars/${id}`,
};

const numeric = z
  .string()
  .regex(/^\d{1,400}$/)
  .transform(Number)
  .meta({ type: 'integer', minimum: 1, pattern: undefined });

/** An id in a path: any number; whether something has it is another question. */
export const idParams = z.object({ id: numeric });
export const ligneParams = z.object({ v: numeric, r: numeric });

/** The last one that a caller may name in a body. */
export const largestId = 2_147_483_647;

/** An id that may be stored: what is not can name nothing. */
export function isPossibleId(id: number): boolean {
  return Number.isSafeInteger(id) && id > 0;
}
