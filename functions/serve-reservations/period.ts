import * as z from 'zod';
import { instantSchema } from '../../shared/domain/reservations/instant.ts';
import type { Reservation } from '../../shared/domain/reservations/reservation.ts';
import type { ReservationHouse } from './ports.ts';

/** A span of time in a query, half-open, either end optional. */
export const periodQuery = z
  .object({
    de: instantSchema.optional().meta({ description: 'Seulement ce qui finit après cet instant.' }),
    a: instantSchema.optional().meta({ description: 'Seulement ce qui commence avant cet instant.' }),
  })
  .check(({ value: { de, a }, issues }) => {
    if (de === undefined || a === undefined || de < a) return;
    issues.push({ code: 'custom', path: ['a'], message: 'doit venir après de', input: a });
  });
export type Period = z.infer<typeof periodQuery>;

/** The reservations that overlap the period, in the order of their starts. */
export async function readPeriod({ memory }: ReservationHouse, { de, a }: Period): Promise<Reservation[]> {
  const where = de === undefined ? [] : [{ field: 'fin', op: '>' as const, value: de }];
  const found = (await memory.reservations.query({ where })).map(({ value }) => value);
  const overlapping = a === undefined ? found : found.filter(({ debut }) => debut < a);
  return overlapping.sort((one, other) => one.debut - other.debut || one.id - other.id);
}
