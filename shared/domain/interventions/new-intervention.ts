import type { Intervention, InterventionRow, StageProgress } from './intervention.ts';

/** A stage that nobody has begun. */
export const freshProgress: StageProgress = {
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
    refusedPhotos: [],
    duplicatePhotos: [],
    documentNames: [],
    nameMismatch: false,
    payload: null,
    warnings: [],
  };
}
