import * as z from 'zod';
import { daySchema } from '../domain/day.ts';

/** `export-due`: run this export for this day; the day of the message in the business zone when not said. */
export const exportDueSchema = z.strictObject({
  export: z.string().min(1),
  date: daySchema.optional(),
  /** Given by who runs it by hand; a schedule's run is named after its export and day. */
  runId: z.string().min(1).max(200).optional(),
  settings: z.record(z.string(), z.string()).optional(),
});
export type ExportDue = z.infer<typeof exportDueSchema>;

/** `export-written`: this run has ended; its file, or what came instead, is to be delivered. */
export const exportWrittenSchema = z.strictObject({ runId: z.string().min(1) });
export type ExportWritten = z.infer<typeof exportWrittenSchema>;

export const exportTopics = { due: 'export-due', written: 'export-written' } as const;
