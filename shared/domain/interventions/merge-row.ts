import type { Intervention, InterventionRow, Stage, StageProgress } from './intervention.ts';

/** A stage that nobody has begun. */
const freshProgress: StageProgress = {
  status: 'a_faire',
  attempts: 0,
  startedAt: null,
  doneAt: null,
  error: null,
  lease: null,
};

/** An intervention that was just found in the portal's list: every stage is to come. */
export function newIntervention(row: InterventionRow, runId: string, collectedAt: string): Intervention {
  return {
    ...row,
    state: 'en_cours',
    runId,
    collectedAt,
    deliveredAt: null,
    stages: {
      photos: freshProgress,
      names: freshProgress,
      rename: freshProgress,
      format: freshProgress,
      send: freshProgress,
      describe: freshProgress,
      deliver: freshProgress,
    },
    pto: null,
    photos: [],
    photosDeletedAt: null,
    refusedPhotos: [],
    duplicatePhotos: [],
    documentNames: [],
    nameMismatch: false,
    payload: null,
    warnings: [],
  };
}

const stagesThatReadTheRecord = ['photos', 'names', 'rename', 'format'] as const;

/**
 * The memory of an intervention whose row is in the portal's list again. Whose run it is and its state stay.
 * - delivered or refused for good: unchanged;
 * - sent, or being sent: its values stay, since the customer has them;
 * - moved to another day: it counts on the new one, and its record is read again;
 * - its record was read: that is surer than the list, which may only move its time;
 * - else the row's values replace the remembered ones.
 */
export function mergeRow(existing: Intervention, row: InterventionRow): Intervention {
  const sending = existing.stages.send.status;
  if (existing.state === 'livre' || existing.state === 'rejete') return existing;
  if (sending === 'fait' || sending === 'en_cours') return existing;
  if (row.date !== existing.date) return redoStages({ ...existing, ...row }, stagesThatReadTheRecord);
  if (existing.stages.photos.status !== 'fait') return { ...existing, ...row };
  if (row.time === existing.time) return { ...existing, columns: row.columns };
  return redoStages({ ...existing, time: row.time, columns: row.columns }, ['format']);
}

function redoStages(intervention: Intervention, redone: readonly Stage[]): Intervention {
  const fresh = Object.fromEntries(redone.map((stage) => [stage, freshProgress]));
  return { ...intervention, payload: null, stages: { ...intervention.stages, ...fresh } };
}
