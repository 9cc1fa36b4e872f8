import * as z from 'zod';
import { reservationSchema } from './reservation.ts';
import { ressourceSchema } from './ressource.ts';

export const evenements = ['confirmation', 'modification', 'annulation', 'capacite'] as const;

/** Something that people or programs are to hear of, once: written in the transaction that did it, told afterwards. */
export const eventSchema = z.object({
  id: z.string(),
  evenement: z.enum(evenements),
  /** Seconds. */
  date: z.number().int(),
  acteur: z.string(),
  /** As it is now; as it was before a cancellation; none for a machine. */
  reservation: reservationSchema.nullable(),
  /** The machine whose capacity was cut. */
  ressource: ressourceSchema.nullable(),
  /** Where it stands: nobody works on it before `leasedUntil`; done when `doneAt` is set (ISO 8601). */
  leasedUntil: z.number().int(),
  webhookAt: z.iso.datetime().nullable(),
  /** When a mail may have left. */
  mailAt: z.iso.datetime().nullable(),
  doneAt: z.iso.datetime().nullable(),
});
export type ReservationEvent = z.infer<typeof eventSchema>;

/** One change of a reservation: who, when, what it was and what it became. */
export const changeSchema = z.object({
  reservation: z.number().int(),
  rev: z.number().int(),
  ownerKey: z.string(),
  date: z.number().int(),
  acteur: z.string(),
  action: z.enum(['creation', 'modification', 'suppression']),
  avant: reservationSchema.nullable(),
  apres: reservationSchema.nullable(),
});
export type Change = z.infer<typeof changeSchema>;
