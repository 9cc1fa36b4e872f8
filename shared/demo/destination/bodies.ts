import * as z from 'zod';

const text = z.string();
const named = z.string().min(1);

/** One element of `POST /interventions`, field names as published. */
export const sentInterventionSchema = z
  .strictObject({
    cle: named,
    num_intervention: named,
    jeton: text,
    date_intervention: z.iso.date(),
    heure_intervention: text,
    technicien: text,
    departement: z.string().regex(/^(\d{2,3}|2[AB])?$/, 'two or three digits, 2A or 2B'),
    region: z.string().nullable().optional(),
    pto: z.string().nullable().optional(),
  })
  .refine(({ cle, num_intervention }) => cle === num_intervention, { error: 'cle and num_intervention differ' });
export type SentIntervention = z.infer<typeof sentInterventionSchema>;

/** One element of `POST /photo-data`, field names as published. */
export const sentPhotoRecordSchema = z
  .strictObject({ cle: named, intervention_cri: named, photo: named })
  .refine(
    ({ cle, intervention_cri }) =>
      cle.startsWith(`photo${intervention_cri}_`) && /^[1-9]\d*$/.test(cle.slice(`photo${intervention_cri}_`.length)),
    { error: 'cle is not photo<intervention_cri>_<rank>' },
  );
export type SentPhotoRecord = z.infer<typeof sentPhotoRecordSchema>;

/** The array that a body must be. */
export const interventionsBodySchema = z.array(sentInterventionSchema).min(1);
export const photoRecordsBodySchema = z.array(sentPhotoRecordSchema).min(1);
