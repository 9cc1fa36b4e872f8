import * as z from 'zod';

/** What a reservation holds of one machine. */
export const ligneSchema = z.object({
  idRessource: z.number().int(),
  nbGPU: z.number().int(),
  nbMemoire: z.number().int(),
});
export type Ligne = z.infer<typeof ligneSchema>;

/** A person or a program: the pair, never the name. */
export const ownerSchema = z.object({ issuer: z.string(), subject: z.string() });
export type Owner = z.infer<typeof ownerSchema>;

/** A slot [debut, fin) with its lines, as the memory keeps it; instants are seconds. */
export const reservationSchema = z.object({
  id: z.number().int(),
  nomUtilisateur: z.string(),
  owner: ownerSchema,
  /** `owner` as one text, to search by. */
  ownerKey: z.string(),
  /** Where its owner is written to, when the token said so. */
  mail: z.string().nullable(),
  debut: z.number().int(),
  fin: z.number().int(),
  lignes: z.array(ligneSchema),
  /** 1 at first, one more with each write: numbers its history. */
  rev: z.number().int(),
  /** Changes with every write of it: its ETag. */
  version: z.string(),
  /** iCalendar's: one more each time that the dates change. */
  sequence: z.number().int(),
  createdAt: z.number().int(),
  updatedAt: z.number().int(),
});
export type Reservation = z.infer<typeof reservationSchema>;

/** The part of a reservation that a decision is about. */
export type Slot = Pick<Reservation, 'debut' | 'fin' | 'lignes'>;

/** An owner as one text: no two owners have the same. */
export function ownerKeyOf({ issuer, subject }: Owner): string {
  return JSON.stringify([issuer, subject]);
}
