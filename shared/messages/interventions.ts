import * as z from 'zod';
import { daySchema } from '../domain/day.ts';

/** `interventions-due`: collect the list of these days (both included); today in the business zone when not said. */
export const interventionsDueSchema = z.strictObject({
  runId: z.string().min(1).optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
});

/** One intervention has passed a stage: the message of every topic from `intervention-collected` to `intervention-delivered`. */
export const interventionMessageSchema = z.strictObject({ runId: z.string().min(1), reference: z.string().min(1) });
export type InterventionMessage = z.infer<typeof interventionMessageSchema>;

/** `run-close-due`: look whether runs can be closed; every open one when none is named. */
export const runCloseDueSchema = z.strictObject({ runId: z.string().min(1).optional() });

/** What close-run hears: a delivered intervention, or the request to look. */
export const closeRunMessageSchema = z.union([interventionMessageSchema, runCloseDueSchema]);

/** The topic each stage's function listens to, and the one it publishes on. */
export const topics = {
  interventionsDue: 'interventions-due',
  collected: 'intervention-collected',
  photosCollected: 'photos-collected',
  namesCollected: 'names-collected',
  photosRenamed: 'photos-renamed',
  formatted: 'intervention-formatted',
  sent: 'intervention-sent',
  photosDescribed: 'photos-described',
  delivered: 'intervention-delivered',
  runCloseDue: 'run-close-due',
} as const;

/** `purge-due`: delete what has been kept long enough. */
export const purgeDueSchema = z.strictObject({});
