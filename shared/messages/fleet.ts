import * as z from 'zod';
import { daySchema } from '../domain/day.ts';

/** The topics of the fleet collection. */
export const fleetTopics = {
  due: 'fleet-due',
  windowPlanned: 'fleet-window-planned',
  windowFetched: 'fleet-window-fetched',
  auditDue: 'fleet-audit-due',
} as const;

/**
 * `fleet-due`: collect these days (`to` excluded) of these tables, all of them by default. Without days: the last ones, as
 * far back as late rows may come (a scheduled run), even when they are collected already.
 */
export const fleetDueSchema = z.strictObject({
  runId: z.string().min(1).optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  tables: z.array(z.string().min(1)).optional(),
  /** Collect again what is collected. */
  force: z.boolean().optional(),
  /** Ask nothing of the API: load again what is collected. */
  fromRaw: z.boolean().optional(),
});
export type FleetDue = z.infer<typeof fleetDueSchema>;

/** One window to collect: the tables that share its calls. */
export const windowPlannedSchema = z.strictObject({
  runId: z.string().min(1),
  day: daySchema,
  tables: z.array(z.string().min(1)).min(1),
  generation: z.number().int().min(1),
});
export type WindowPlanned = z.infer<typeof windowPlannedSchema>;

/** One window whose answers are kept: to be loaded. */
export const windowFetchedSchema = z.strictObject({
  runId: z.string().min(1),
  day: daySchema,
  tables: z.array(z.string().min(1)).min(1),
});
export type WindowFetched = z.infer<typeof windowFetchedSchema>;

/** `fleet-audit-due`: look for what is missing and ask for it again. */
export const fleetAuditDueSchema = z.strictObject({});
