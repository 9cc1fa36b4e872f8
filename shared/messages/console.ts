import * as z from 'zod';

// What the console's API answers and its page reads. Instants are ISO 8601 UTC, days are the business zone's.

/** The day at a glance. */
export const todaySchema = z.object({
  day: z.string(),
  at: z.string(),
  /** Those whose appointment is today, by where they stand. */
  interventions: z.object({
    total: z.number(),
    livre: z.number(),
    en_cours: z.number(),
    en_attente: z.number(),
    rejete: z.number(),
  }),
  /** Kept since midnight. */
  photos: z.object({ photos: z.number(), bytes: z.number(), refused: z.number() }),
  /** Loaded since midnight; under way and failed, of whatever day. */
  fleet: z.object({ loaded: z.number(), underWay: z.number(), failed: z.number() }),
  /** Of the day: how many have a file. Of the last days: how many should and have none. */
  exports: z.object({ written: z.number(), underWay: z.number(), missing: z.number() }),
  /** The newest delivery of each set. */
  deliveries: z.array(
    z.object({
      set: z.string(),
      title: z.string(),
      state: z.enum(['en_cours', 'importee', 'refusee', 'perimee']),
      label: z.string(),
      at: z.string(),
      rows: z.number(),
      rejects: z.number(),
      reason: z.string().nullable(),
    }),
  ),
  /** At this moment. */
  reservations: z.object({ current: z.number(), gpuUsed: z.number(), gpuTotal: z.number(), machines: z.number() }),
  openRuns: z.array(z.string()),
  rejected: z.object({ waiting: z.number(), more: z.boolean() }),
});
export type Today = z.infer<typeof todaySchema>;

/** A run as it is listed; while it is under way its counts are the memory's, then its report's. */
export const runViewSchema = z.object({
  id: z.string(),
  status: z.enum(['en_cours', 'termine', 'incomplet', 'echoue']),
  label: z.string(),
  from: z.string(),
  to: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  found: z.number(),
  interventions: z.number(),
  delivered: z.number(),
  waiting: z.number(),
  rejected: z.number(),
  photos: z.number(),
  bytes: z.number(),
  /** Why the list could not be taken. */
  error: z.string().nullable(),
});
export type RunView = z.infer<typeof runViewSchema>;

export const runPageSchema = z.object({ runs: z.array(runViewSchema), next: z.string().nullable() });

/** All that is known of a run. */
export const runDetailSchema = runViewSchema.extend({
  attempts: z.number(),
  stages: z.array(
    z.object({
      stage: z.string(),
      label: z.string(),
      done: z.number(),
      failed: z.number(),
      medianMs: z.number().nullable(),
    }),
  ),
  days: z.array(
    z.object({
      day: z.string(),
      found: z.number(),
      created: z.number(),
      rejectedRows: z.number(),
      warnings: z.array(z.string()),
    }),
  ),
  warnings: z.array(z.object({ reference: z.string(), id: z.string(), text: z.string() })),
  failures: z.array(
    z.object({ reference: z.string(), id: z.string(), stage: z.string(), state: z.string(), text: z.string() }),
  ),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

/** Log lines of a run, or where to read them. */
export const logSchema = z.object({
  lines: z.array(
    z.object({
      time: z.string(),
      severity: z.string(),
      function: z.string(),
      message: z.string(),
      interventionId: z.string().nullable(),
    }),
  ),
  address: z.string().nullable(),
});
export type LogView = z.infer<typeof logSchema>;

/** An intervention as it is listed: without the customer's name, which nobody needs here. */
export const interventionViewSchema = z.object({
  id: z.string(),
  reference: z.string(),
  day: z.string(),
  time: z.string(),
  departement: z.string(),
  state: z.enum(['en_cours', 'en_attente', 'livre', 'rejete']),
  label: z.string(),
  runId: z.string(),
  /** What it goes on with, in words; null once all is done. */
  stage: z.string().nullable(),
  error: z.string().nullable(),
  photos: z.number(),
});
export type InterventionView = z.infer<typeof interventionViewSchema>;

export const interventionPageSchema = z.object({
  interventions: z.array(interventionViewSchema),
  next: z.string().nullable(),
});

/** All that is known of one intervention, in the order it happened. */
export const storySchema = interventionViewSchema.extend({
  technicians: z.array(z.string()),
  jeton: z.string(),
  pto: z.string().nullable(),
  collectedAt: z.string(),
  deliveredAt: z.string().nullable(),
  stages: z.array(
    z.object({
      stage: z.string(),
      label: z.string(),
      status: z.enum(['a_faire', 'en_cours', 'fait', 'en_erreur']),
      attempts: z.number(),
      startedAt: z.string().nullable(),
      doneAt: z.string().nullable(),
      durationMs: z.number().nullable(),
      error: z.string().nullable(),
    }),
  ),
  photoList: z.array(
    z.object({ index: z.number(), name: z.string(), bytes: z.number(), deliveredAt: z.string().nullable() }),
  ),
  photosDeletedAt: z.string().nullable(),
  refusedPhotos: z.array(z.object({ index: z.number(), reason: z.string() })),
  duplicatePhotos: z.array(z.number()),
  nameMismatch: z.boolean(),
  warnings: z.array(z.string()),
  messages: z.array(
    z.object({
      id: z.string(),
      function: z.string(),
      reason: z.string(),
      at: z.string(),
      replayedAt: z.string().nullable(),
    }),
  ),
});
export type Story = z.infer<typeof storySchema>;

/** A message that nobody could use. `refuse`: it can never succeed · `abandonne`: its tries were used up. */
export const messageViewSchema = z.object({
  id: z.string(),
  kind: z.enum(['refuse', 'abandonne']),
  function: z.string(),
  topic: z.string(),
  reference: z.string().nullable(),
  interventionId: z.string().nullable(),
  /** Its text, cut. */
  content: z.string(),
  reason: z.string(),
  at: z.string(),
  canReplay: z.boolean(),
});
export type MessageView = z.infer<typeof messageViewSchema>;

export const messagePageSchema = z.object({ messages: z.array(messageViewSchema), next: z.string().nullable() });

export const replayedSchema = z.object({ replayed: z.number(), impossible: z.number(), more: z.boolean() });

/** The fleet's windows that the warehouse lacks, and the newest passages over them. */
export const missingWindowsSchema = z.object({
  total: z.number(),
  runs: z.array(
    z.object({
      id: z.string(),
      startedAt: z.string(),
      from: z.string(),
      /** Excluded. */
      to: z.string(),
      tables: z.number(),
      asked: z.number(),
      covered: z.number(),
    }),
  ),
  windows: z.array(
    z.object({
      table: z.string(),
      day: z.string(),
      status: z.string(),
      label: z.string(),
      reason: z.string().nullable(),
    }),
  ),
});
export type MissingWindows = z.infer<typeof missingWindowsSchema>;

/** The exports' runs of the last days, the newest first, and what is missing of them. */
export const exportsSchema = z.object({
  missing: z.array(
    z.object({
      export: z.string(),
      title: z.string(),
      date: z.string(),
      status: z.string(),
      label: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  total: z.number(),
  runs: z.array(
    z.object({
      id: z.string(),
      export: z.string(),
      title: z.string(),
      date: z.string(),
      status: z.enum(['en_cours', 'ecrit', 'retenu', 'echoue']),
      label: z.string(),
      startedAt: z.string(),
      reason: z.string().nullable(),
      file: z.object({ name: z.string(), rows: z.number(), bytes: z.number() }).nullable(),
      /** Whether its mail has left, in words; null when none is to be sent yet. */
      mail: z.string().nullable(),
    }),
  ),
});
export type ExportsView = z.infer<typeof exportsSchema>;

export const startedRunSchema = z.object({ runId: z.string() });

/** The runs of the last days, day by day; how long stages take; why things failed. */
export const historySchema = z.object({
  days: z.array(
    z.object({
      day: z.string(),
      runs: z.number(),
      failedRuns: z.number(),
      found: z.number(),
      delivered: z.number(),
      waiting: z.number(),
      rejected: z.number(),
      photos: z.number(),
      bytes: z.number(),
    }),
  ),
  durations: z.array(z.object({ stage: z.string(), label: z.string(), median: z.number(), slowest: z.number() })),
  causes: z.array(
    z.object({ stage: z.string(), cause: z.string(), count: z.number(), example: z.string().nullable() }),
  ),
});
export type History = z.infer<typeof historySchema>;
