import { type Stage, stages } from '../domain/interventions/intervention.ts';
import { stageLabels } from '../domain/interventions/labels.ts';
import type { Run } from '../domain/interventions/run.ts';
import type { DocumentStore } from '../ports/documents.ts';
import { bar } from './terminal/live-lines.ts';

interface Progress {
  readonly run: Run | undefined;
  readonly total: number;
  readonly stages: readonly { readonly stage: Stage; readonly done: number; readonly failed: number }[];
}

/** Where these runs stand, counted without reading their interventions; `run` is the one whose list is followed. */
export async function readProgress(
  documents: DocumentStore,
  runIds: readonly string[],
  run: Run | undefined,
): Promise<Progress> {
  const ofRun = { field: 'runId', op: 'in', value: runIds } as const;
  const count = (stage: Stage, status: string) =>
    documents.count('interventions', [ofRun, { field: `stages.${stage}.status`, op: '==', value: status }]);
  const [total, ...counted] = await Promise.all([
    documents.count('interventions', [ofRun]),
    ...stages.map(async (stage) => ({
      stage,
      done: await count(stage, 'fait'),
      failed: await count(stage, 'en_erreur'),
    })),
  ]);
  return { run, total, stages: counted };
}

/** One line per stage with its bar. */
export function progressLines({ run, total, stages: counted }: Progress, columns: number): string[] {
  const labelWidth = Math.max(...stages.map((stage) => stageLabels[stage].length));
  const width = Math.max(10, Math.min(40, columns - labelWidth - 30));
  const lines = counted.map(({ stage, done, failed }) => {
    const failures = failed === 0 ? '' : `  ${failed} en erreur`;
    return `${stageLabels[stage].padEnd(labelWidth)} ${bar(done, failed, total, width)} ${done}/${total}${failures}`;
  });
  return [listLine(run, total), ...lines];
}

/** The same in one line, for logs. */
export function summarizeProgress({ run, total, stages: counted }: Progress): string {
  if (total === 0) return listLine(run, total);
  const parts = counted.map(({ stage, done, failed }) => {
    const failures = failed === 0 ? '' : ` (${failed} en erreur)`;
    return `${stageLabels[stage].toLowerCase()} ${done}/${total}${failures}`;
  });
  return [listLine(run, total), ...parts].join(' · ');
}

function listLine(run: Run | undefined, total: number): string {
  if (run === undefined) return 'Ouverture du portail…';
  const { status, error } = run.collect;
  if (error !== null && status !== 'fait') return `Liste du portail : ${error}`;
  return status === 'fait' ? `Liste du portail : ${total} interventions à traiter` : 'Liste du portail en cours…';
}
