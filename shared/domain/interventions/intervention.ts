import * as z from 'zod';
import { daySchema } from '../day.ts';

/** The stages one intervention goes through after `collect`, in their order. */
export const stages = ['photos', 'names', 'rename', 'format', 'send', 'describe', 'deliver'] as const;
export type Stage = (typeof stages)[number];

/**
 * One row of the portal's list. Everything is text as the portal wrote it (`01`, `2A`, `00045678` and `12E45678` are not
 * numbers), but for the day and time of the appointment, which are the portal's zone's.
 */
export const interventionRowSchema = z.object({
  reference: z.string().min(1),
  client: z.string().default(''),
  date: daySchema,
  /** `HH:MM` or `HH:MM:SS`, as the portal writes it after the date; empty when it gives none. */
  time: z.string().default(''),
  departement: z.string().default(''),
  jeton: z.string().default(''),
  technicians: z.array(z.string()).default([]),
  /** The technicians as the portal wrote them, before any splitting: what the customer gets. */
  techniciansText: z.string().optional(),
  /** The list's other columns by their recipe name: what the recipe's templates need to find the record again. */
  columns: z.record(z.string(), z.string()).default({}),
});
export type InterventionRow = z.infer<typeof interventionRowSchema>;

/** A photo that was accepted: its bytes are a whole image. */
export const photoSchema = z.object({
  /** 1-based place of the photo among all the photos of the record. */
  index: z.number().int().positive(),
  /** Where it came from: stable over visits, without secrets. */
  source: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
  mime: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  /** Pixels, before any rotation; 0 or absent when unknown. */
  width: z.number().int().nonnegative().optional(),
  height: z.number().int().nonnegative().optional(),
  objectName: z.string(),
  /** The name that the record page gives to this very photo, when it does. */
  sourceName: z.string().nullable(),
  /** The name it is delivered under; set by the rename stage. */
  name: z.string().nullable(),
  deliveredAt: z.iso.datetime().nullable(),
});
export type Photo = z.infer<typeof photoSchema>;

/** A photo of the record that is no photo: cut short, empty, an HTML page, an unknown format. Kept to be shown. */
export const refusedPhotoSchema = z.object({
  index: z.number().int().positive(),
  source: z.string(),
  sourceName: z.string().nullable(),
  reason: z.string(),
});
export type RefusedPhoto = z.infer<typeof refusedPhotoSchema>;

const stageProgressSchema = z.object({
  status: z.enum(['a_faire', 'en_cours', 'fait', 'en_erreur']),
  attempts: z.number().int().nonnegative(),
  startedAt: z.iso.datetime().nullable(),
  doneAt: z.iso.datetime().nullable(),
  error: z.string().nullable(),
  /** Who works on it and until when nobody else may. */
  lease: z.object({ owner: z.string(), until: z.iso.datetime() }).nullable(),
});
export type StageProgress = z.infer<typeof stageProgressSchema>;

/**
 * `en_cours`: a run works on it · `en_attente`: its run gave up, the next run goes on · `livre`: its last photo is
 * delivered, never sent again · `rejete`: refused for good, only an operator's replay goes on.
 */
export const interventionStates = ['en_cours', 'en_attente', 'livre', 'rejete'] as const;

/** The memory of one intervention: the document `interventions/{documentId(reference)}`. */
export const interventionSchema = interventionRowSchema.extend({
  state: z.enum(interventionStates),
  /** The run that works, or last worked, on it. */
  runId: z.string(),
  collectedAt: z.iso.datetime(),
  deliveredAt: z.iso.datetime().nullable(),
  stages: z.record(z.enum(stages), stageProgressSchema),
  pto: z.string().nullable(),
  photos: z.array(photoSchema),
  /** When the photos left the bucket after their delivery. */
  photosDeletedAt: z.iso.datetime().nullable(),
  refusedPhotos: z.array(refusedPhotoSchema),
  /** Indexes of photos whose bytes were those of an earlier photo of the same intervention. */
  duplicatePhotos: z.array(z.number().int().positive()),
  documentNames: z.array(z.string()),
  /** Photos and document names did not agree in number: no name was given by position. */
  nameMismatch: z.boolean(),
  /** The JSON body for the destination; set by the format stage. */
  payload: z.record(z.string(), z.string().nullable()).nullable(),
  /** What a person should know of it, in French. */
  warnings: z.array(z.string()),
});
export type Intervention = z.infer<typeof interventionSchema>;
