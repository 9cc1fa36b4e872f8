import * as z from 'zod';
import { daySchema } from '../day.ts';

const pageSchema = z.object({
  object: z.string(),
  /** Of the exact answer, uncompressed. */
  sha256: z.string(),
  bytes: z.number().int(),
  rows: z.number().int(),
  requestId: z.string().nullable(),
});
export type PageFacts = z.infer<typeof pageSchema>;

const partSchema = z.object({
  name: z.string(),
  path: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  stamp: z.record(z.string(), z.string()),
  pages: z.array(pageSchema).min(1),
});
export type PartFacts = z.infer<typeof partSchema>;

/** What makes a window collected: every page of every part, written once all of them are kept. */
export const manifestSchema = z.object({
  version: z.literal(1),
  tables: z.array(z.string()).min(1),
  day: daySchema,
  generation: z.number().int().min(1),
  endpoint: z.string(),
  askedAt: z.iso.datetime(),
  completedAt: z.iso.datetime(),
  pages: z.number().int(),
  rows: z.number().int(),
  bytes: z.number().int(),
  /** Of the pages' sums, in order. */
  sha256: z.string(),
  parts: z.array(partSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;
