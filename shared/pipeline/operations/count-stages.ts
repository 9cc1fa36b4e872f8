import { type Stage, stages } from '../../domain/interventions/intervention.ts';
import type { DocumentStore } from '../../ports/documents.ts';

export interface StageCount {
  readonly stage: Stage;
  readonly done: number;
  readonly failed: number;
}

/** How many interventions these runs have, and how many of them each stage has done or failed: counted, not read. */
export async function countStages(
  documents: DocumentStore,
  runIds: readonly string[],
): Promise<{ readonly total: number; readonly counts: readonly StageCount[] }> {
  // The run comes first: it is the condition that few fulfil.
  const ofRun = { field: 'runId', op: 'in', value: runIds } as const;
  const count = (stage: Stage, status: string) =>
    documents.count('interventions', [ofRun, { field: `stages.${stage}.status`, op: '==', value: status }]);
  const [total, ...counts] = await Promise.all([
    documents.count('interventions', [ofRun]),
    ...stages.map(async (stage) => ({
      stage,
      done: await count(stage, 'fait'),
      failed: await count(stage, 'en_erreur'),
    })),
  ]);
  return { total, counts };
}
