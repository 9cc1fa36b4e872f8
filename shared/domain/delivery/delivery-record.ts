import * as z from 'zod';

export const deliveryStateSchema = z.enum(['en_cours', 'importee', 'refusee', 'perimee']);

export const deliveryRecordSchema = z.object({
  set: z.string(),
  delivery: z.string(),
  state: deliveryStateSchema,
  /** Which files it was made of. */
  version: z.string(),
  deliveredAt: z.iso.datetime(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** Those read so far, the one under way last. */
  tables: z.array(z.object({ table: z.string(), rows: z.number().int(), rejects: z.number().int() })),
  /** Why it was refused or is out of date, in French. */
  reason: z.string().nullable(),
});
/** What became of one delivery: `deliveries/{set}~{delivery}`. */
export type DeliveryRecord = z.infer<typeof deliveryRecordSchema>;

export const deliveryStateLabels: Readonly<Record<DeliveryRecord['state'], string>> = {
  en_cours: 'en cours',
  importee: 'importée',
  refusee: 'refusée',
  perimee: 'remplacée par une plus récente',
};

/** A delivery's name: what its files are called, without their extension. */
export const deliveryNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'lettres, chiffres, points, tirets et soulignés, 100 au plus');
