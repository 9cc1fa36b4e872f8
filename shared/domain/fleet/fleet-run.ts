import * as z from 'zod';
import { daySchema } from '../day.ts';

/** One passage over the fleet's windows, as it was planned: the document `fleet-runs/{id}`. */
export const fleetRunSchema = z.object({
  from: daySchema,
  to: daySchema,
  tables: z.array(z.string()),
  startedAt: z.iso.datetime(),
  /** Null while it is being planned. */
  plannedAt: z.iso.datetime().nullable(),
  /** Windows that need nothing, those that the API does not have yet, and those it was asked for. */
  covered: z.number().int(),
  notDue: z.number().int(),
  asked: z.number().int(),
});
export type FleetRun = z.infer<typeof fleetRunSchema>;

/** The id of the run that a message starts; a redelivery, and a schedule published twice, are the same run. */
export function fleetRunId(publishedAt: string, attributes: Readonly<Record<string, string>>): string {
  return `fleet-${(attributes.scheduledAt ?? publishedAt).replace(/[-:]/g, '').replace(/\.(\d+)/, '$1')}`;
}
