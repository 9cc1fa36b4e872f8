import * as z from 'zod';
import { daySchema } from '../day.ts';
import { stages } from './intervention.ts';

const stageCountSchema = z.object({ done: z.number().int(), failed: z.number().int(), waiting: z.number().int() });

const durationSchema = z.object({ median: z.number().int(), slowest: z.number().int() });

const runReportSchema = z.object({
  interventions: z.number().int(),
  /** Those of earlier runs, unfinished, that this one went on with. */
  resumed: z.number().int(),
  delivered: z.number().int(),
  waiting: z.number().int(),
  rejected: z.number().int(),
  photos: z.number().int(),
  bytes: z.number().int(),
  refusedPhotos: z.number().int(),
  stages: z.record(z.enum(stages), stageCountSchema),
  /** How long the last, successful try of each stage took, in milliseconds; absent where nothing was done. */
  durations: z.partialRecord(z.enum(stages), durationSchema).default({}),
  /** What a person should look at, of interventions that went on all the same, at most 100. */
  warnings: z.array(z.object({ reference: z.string(), warning: z.string() })).default([]),
  /** The interventions that are not delivered, at most 100, with what stopped them. */
  failures: z.array(z.object({ reference: z.string(), stage: z.enum(stages), state: z.string(), reason: z.string() })),
});
export type RunReport = z.infer<typeof runReportSchema>;

const collectedDaySchema = z.object({
  day: daySchema,
  found: z.number().int(),
  created: z.number().int(),
  alreadyDelivered: z.number().int(),
  rejectedRows: z.number().int(),
  rawObject: z.string(),
  warnings: z.array(z.string()),
});
export type CollectedDay = z.infer<typeof collectedDaySchema>;

/**
 * One passage over the portal: the document `runs/{id}`.
 * `en_cours` · `termine`: every intervention is delivered · `incomplet`: some are not · `echoue`: the list could not be taken.
 */
export const runSchema = z.object({
  status: z.enum(['en_cours', 'termine', 'incomplet', 'echoue']),
  from: daySchema,
  to: daySchema,
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  collect: z.object({
    status: z.enum(['en_cours', 'fait', 'en_erreur']),
    attempts: z.number().int(),
    error: z.string().nullable(),
    days: z.array(collectedDaySchema),
  }),
  report: runReportSchema.nullable(),
});
export type Run = z.infer<typeof runSchema>;

/**
 * The id of the run that a message starts: the instant of its schedule when it says so (attribute `scheduledAt`), else of
 * its publish, so that a redelivery, and a schedule published twice, are the same run.
 */
export function runIdOf(publishedAt: string, attributes: Readonly<Record<string, string>>): string {
  const instant = attributes.scheduledAt ?? publishedAt;
  return `run-${instant.replace(/[-:]/g, '').replace(/\.(\d+)/, '$1')}`;
}

/** A run as its collect stage starts it. */
export function newRun(from: string, to: string, startedAt: string): Run {
  return {
    status: 'en_cours',
    from,
    to,
    startedAt,
    endedAt: null,
    collect: { status: 'en_cours', attempts: 0, error: null, days: [] },
    report: null,
  };
}

/** Where a run stands once nothing of it is under way. */
export function closedStatus(run: Run, report: RunReport): Run['status'] {
  if (run.collect.status === 'en_erreur') return 'echoue';
  return report.delivered === report.interventions && run.collect.days.every((day) => day.rejectedRows === 0)
    ? 'termine'
    : 'incomplet';
}

/**
 * A warning when a day's number is far from the usual one (less than half or more than twice the median of at least
 * five earlier days), since a portal that silently shows too little says nothing. Source: failure 12 of the connector.
 */
export function warnUnusualCount(found: number, earlierCounts: readonly number[]): string | undefined {
  if (earlierCounts.length < 5) return undefined;
  const sorted = earlierCounts.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  if (found * 2 >= median && found <= median * 2) return undefined;
  return `${found} interventions trouvées, contre ${median} d’habitude : vérifiez les filtres du portail`;
}
