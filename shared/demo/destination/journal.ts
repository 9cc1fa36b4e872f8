import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { sentInterventionSchema, sentPhotoRecordSchema } from './bodies.ts';

const common = { key: z.string(), digest: z.string(), at: z.iso.datetime() };

/** One accepted request, or the repetition of one. */
const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('interventions'), ...common, items: z.array(sentInterventionSchema) }),
  z.object({ kind: z.literal('photoRecords'), ...common, items: z.array(sentPhotoRecordSchema) }),
  z.object({
    kind: z.literal('photo'),
    ...common,
    name: z.string(),
    sha256: z.string(),
    bytes: z.number().int().nonnegative(),
  }),
  z.object({ kind: z.literal('again'), route: z.enum(['interventions', 'photoRecords', 'photo']), key: z.string() }),
]);
export type JournalEntry = z.infer<typeof entrySchema>;
export type Effect = Exclude<JournalEntry, { kind: 'again' }>;

/** The append-only file of what the destination accepted. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** In the file when it returns: a killed process loses nothing of it (a power cut may). */
  append(entry: JournalEntry): void;
  close(): void;
}

/** Whole lines; the last one may have been cut by a kill, and was then never acknowledged. */
function readEntries(text: string): JournalEntry[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => entrySchema.parse(JSON.parse(line)));
}

/** Opens the journal, made when missing. @throws when a whole line of it is no entry. */
export function openJournal(file: string): Journal {
  mkdirSync(dirname(file), { recursive: true });
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const entries = readEntries(text);
  const descriptor = openSync(file, 'a');
  ftruncateSync(descriptor, Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)));
  return {
    entries,
    append: (entry) => {
      writeSync(descriptor, `${JSON.stringify(entry)}\n`);
      entries.push(entry);
    },
    close: () => closeSync(descriptor),
  };
}
