import type { SentIntervention, SentPhotoRecord } from './bodies.ts';
import type { JournalEntry } from './journal.ts';

interface Asked {
  readonly key: string;
  /** 1, and one more for every repetition of the same key. */
  readonly requests: number;
}

/** What the destination accepted, in the order it did; the same thing under two keys is there twice. */
export interface Effects {
  readonly interventions: readonly (SentIntervention & Asked)[];
  readonly photoRecords: readonly (SentPhotoRecord & Asked)[];
  readonly photos: readonly ({ readonly name: string; readonly sha256: string; readonly bytes: number } & Asked)[];
}

/** Reads the journal as effects. */
export function listEffects(entries: readonly JournalEntry[]): Effects {
  const repetitions = new Map<string, number>();
  for (const entry of entries) {
    if (entry.kind !== 'again') continue;
    const id = `${entry.route} ${entry.key}`;
    repetitions.set(id, (repetitions.get(id) ?? 0) + 1);
  }
  const asked = (kind: string, key: string): Asked => ({ key, requests: 1 + (repetitions.get(`${kind} ${key}`) ?? 0) });
  return {
    interventions: entries.flatMap((entry) =>
      entry.kind === 'interventions' ? entry.items.map((item) => ({ ...item, ...asked(entry.kind, entry.key) })) : [],
    ),
    photoRecords: entries.flatMap((entry) =>
      entry.kind === 'photoRecords' ? entry.items.map((item) => ({ ...item, ...asked(entry.kind, entry.key) })) : [],
    ),
    photos: entries.flatMap((entry) =>
      entry.kind === 'photo'
        ? [{ name: entry.name, sha256: entry.sha256, bytes: entry.bytes, ...asked(entry.kind, entry.key) }]
        : [],
    ),
  };
}
