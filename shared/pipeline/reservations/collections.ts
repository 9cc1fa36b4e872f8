import { createHash } from 'node:crypto';
import * as z from 'zod';
import { changeSchema, eventSchema } from '../../domain/reservations/event.ts';
import { ledgerDaySchema } from '../../domain/reservations/ledger.ts';
import { reservationSchema } from '../../domain/reservations/reservation.ts';
import { ressourceSchema } from '../../domain/reservations/ressource.ts';
import { type DocumentStore, typedCollection } from '../../ports/documents.ts';

/** The answer of a write that was accepted: whoever repeats the request gets it again. */
export const answerSchema = z.object({
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  body: z.json(),
});
export type KeptAnswer = z.infer<typeof answerSchema>;

export const operationSchema = z.object({ bodyHash: z.string(), at: z.iso.datetime(), answer: answerSchema });

/** A link to a feed: the document's id is the hash of its secret, and its public id. */
export const calendarSchema = z.object({
  ownerKey: z.string(),
  /** The machine of the feed; null: the slots of the owner. */
  idRessource: z.number().int().nullable(),
  /** Seconds. */
  createdAt: z.number().int(),
});

export const quotaSchema = z.object({ gpuSeconds: z.number() });

/** The collections' names, and the schemas of their documents. */
export const collections = {
  ressources: { name: 'reservation-machines', schema: ressourceSchema },
  reservations: { name: 'reservations', schema: reservationSchema },
  ledger: { name: 'reservation-ledger', schema: ledgerDaySchema },
  quotas: { name: 'reservation-quotas', schema: quotaSchema },
  operations: { name: 'reservation-operations', schema: operationSchema },
  history: { name: 'reservation-history', schema: changeSchema },
  events: { name: 'reservation-events', schema: eventSchema },
  calendars: { name: 'reservation-calendars', schema: calendarSchema },
} as const;

/** The memory of reservations, a typed view of each collection. */
export function openReservations(documents: DocumentStore) {
  const open = <T extends object>({ name, schema }: { readonly name: string; readonly schema: z.ZodType<T> }) =>
    typedCollection(documents, name, schema);
  return {
    documents,
    ressources: open(collections.ressources),
    reservations: open(collections.reservations),
    ledger: open(collections.ledger),
    quotas: open(collections.quotas),
    history: open(collections.history),
    events: open(collections.events),
    calendars: open(collections.calendars),
  };
}
export type ReservationMemory = ReturnType<typeof openReservations>;

/** A text of any length and of any characters as an id of a document. */
export function hashId(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** The document of what an owner has used in a week. */
export function quotaId(ownerKey: string, week: string): string {
  return `${hashId(ownerKey)}~${week}`;
}

export function historyId(reservation: number, rev: number): string {
  return `${reservation}~${String(rev).padStart(6, '0')}`;
}
