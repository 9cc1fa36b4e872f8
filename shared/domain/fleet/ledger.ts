import * as z from 'zod';
import { daySchema } from '../day.ts';
import type { FleetSource } from './catalogue-schema.ts';
import { type FleetWindow, wasOver } from './fleet-window.ts';

/**
 * Where a window of a table stands: `prevu` planned · `collecte` its answers are kept · `charge` in the warehouse · `vide` in
 * the warehouse, without a row · `en_erreur` failed, and why · `ignore` the token may not read it.
 */
const statuses = ['prevu', 'collecte', 'charge', 'vide', 'en_erreur', 'ignore'] as const;
export type WindowStatus = (typeof statuses)[number];

const planSchema = z.object({
  /** The tables that share its calls. */
  tables: z.array(z.string()).min(1),
  /** Rises each time a collected window is collected anew; the newest complete one counts. */
  generation: z.number().int().min(1),
  at: z.iso.datetime(),
});

const fetchedSchema = z.object({
  generation: z.number().int(),
  manifest: z.string(),
  pages: z.number().int(),
  rows: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
  /** When the first page was asked for. */
  askedAt: z.iso.datetime(),
  at: z.iso.datetime(),
});
export type Fetched = z.infer<typeof fetchedSchema>;

/** One window of one table: the document `fleet-windows/{table}~{day}`. */
export const windowSchema = z.object({
  table: z.string(),
  day: daySchema,
  status: z.enum(statuses),
  /** The run that asked for it last. */
  runId: z.string(),
  plan: planSchema,
  fetched: fetchedSchema.nullable(),
  loaded: z.object({ generation: z.number().int(), rows: z.number().int(), at: z.iso.datetime() }).nullable(),
  failure: z.object({ reason: z.string(), at: z.iso.datetime() }).nullable(),
});
export type WindowRecord = z.infer<typeof windowSchema>;

/** The id of a window's document. */
export function windowId(table: string, day: string): string {
  return `${table}~${day}`;
}

/** True when the warehouse has the whole window; an empty one counts, a failed one never, a part of it neither. */
export function isCovered(record: WindowRecord, source: FleetSource, window: FleetWindow): boolean {
  const { fetched, loaded } = record;
  return fetched !== null && loaded?.generation === fetched.generation && wasOver(source, window, fetched.askedAt);
}

/** The window once its answers are kept; a generation that is known already, or older, changes nothing. */
export function recordFetched(record: WindowRecord, fetched: Fetched): WindowRecord {
  if (record.fetched !== null && record.fetched.generation >= fetched.generation) return record;
  return { ...record, status: 'collecte', fetched, failure: null };
}

/** The window once a generation of it is in the warehouse; it stays `collecte` when a newer one waits to be loaded. */
export function recordLoaded(record: WindowRecord, generation: number, rows: number, at: string): WindowRecord {
  if (record.fetched?.generation !== generation) return record;
  return { ...record, status: rows === 0 ? 'vide' : 'charge', loaded: { generation, rows, at }, failure: null };
}

/** The window that failed, and why; what was collected before stays. */
export function recordFailure(
  record: WindowRecord,
  status: 'en_erreur' | 'ignore',
  reason: string,
  at: string,
): WindowRecord {
  return { ...record, status, failure: { reason, at } };
}
