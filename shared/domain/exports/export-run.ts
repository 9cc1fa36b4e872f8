import * as z from 'zod';

/** `prevu` nothing has left · `en_envoi` it may have left · `incertain` nobody will know whether it has. */
const mailSchema = z.object({
  status: z.enum(['prevu', 'en_envoi', 'envoye', 'incertain', 'refuse', 'sans']),
  at: z.iso.datetime(),
  /** Who was sending, when it may have left. */
  owner: z.string().nullable(),
  /** How many addresses the server took. */
  accepted: z.number().int(),
  /** What was refused, and why nothing was sent, in the server's words or ours. */
  reason: z.string().nullable(),
  withLink: z.boolean(),
});
export type MailState = z.infer<typeof mailSchema>;

export const exportRunSchema = z.object({
  export: z.string(),
  /** The day it is run for. */
  date: z.string(),
  trigger: z.enum(['horaire', 'main']),
  settings: z.record(z.string(), z.string()),
  /** `en_cours` also while it waits for another try · `retenu` its file was made and does not leave. */
  status: z.enum(['en_cours', 'ecrit', 'retenu', 'echoue']),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  attempts: z.number().int(),
  /** Why it is held, has failed, or is tried again. */
  reason: z.string().nullable(),
  /** The file once it is whole: this run's own version of it. */
  file: z
    .object({
      name: z.string(),
      object: z.string(),
      rows: z.number().int(),
      bytes: z.number().int(),
      sha256: z.string(),
      durationMilliseconds: z.number().int(),
    })
    .nullable(),
  /** Where it lies under its plain name; null when another run of that day had the name first, or it is held. */
  placedAs: z.string().nullable(),
  mail: mailSchema.nullable(),
  /** The mail to the operator. */
  report: mailSchema.nullable(),
});
/** One run of an export: the document `export-runs/{run id}`. */
export type ExportRun = z.infer<typeof exportRunSchema>;
export type ExportStatus = ExportRun['status'];

export const exportStatusLabels: Readonly<Record<ExportStatus, string>> = {
  en_cours: 'en cours',
  ecrit: 'écrit',
  retenu: 'retenu',
  echoue: 'échoué',
};

export const mailStatusLabels: Readonly<Record<MailState['status'], string>> = {
  prevu: 'à envoyer',
  en_envoi: 'en cours d’envoi',
  envoye: 'envoyé',
  incertain: 'peut-être envoyé',
  refuse: 'refusé',
  sans: 'non envoyé',
};

/** A schedule's run: one for each export and day, however often its message comes. */
export function scheduledRunId(exportName: string, date: string): string {
  return `${exportName}-${date}`;
}

/** A run by hand: each time another. */
export function manualRunId(exportName: string, date: string, now: Date): string {
  return `${exportName}-${date}-${now.toISOString().replace(/[-:.]/g, '')}`;
}
