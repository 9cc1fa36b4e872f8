import { documentId } from '../../shared/domain/interventions/document-id.ts';
import type { Stage } from '../../shared/domain/interventions/intervention.ts';
import { runLabels, stageLabels } from '../../shared/domain/interventions/labels.ts';
import type { Run } from '../../shared/domain/interventions/run.ts';
import type { RunDetail, RunView } from '../../shared/messages/console.ts';

/** Counts of a run under way, where its report is not written yet. */
export interface LiveCounts {
  readonly total: number;
  readonly delivered: number;
  readonly rejected: number;
}

export function viewRun(id: string, run: Run, live?: LiveCounts): RunView {
  const { report, collect } = run;
  const interventions = live?.total ?? report?.interventions ?? 0;
  const delivered = live?.delivered ?? report?.delivered ?? 0;
  const rejected = live?.rejected ?? report?.rejected ?? 0;
  return {
    id,
    status: run.status,
    label: runLabels[run.status],
    from: run.from,
    to: run.to,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    found: collect.days.reduce((total, { found }) => total + found, 0),
    interventions,
    delivered,
    waiting: interventions - delivered - rejected,
    rejected,
    photos: report?.photos ?? 0,
    bytes: report?.bytes ?? 0,
    error: collect.status === 'fait' ? null : collect.error,
  };
}

export function viewRunDetail(
  view: RunView,
  { collect, report }: Run,
  counts: readonly { readonly stage: Stage; readonly done: number; readonly failed: number }[],
): RunDetail {
  return {
    ...view,
    stages: counts.map(({ stage, done, failed }) => ({
      stage,
      label: stageLabels[stage],
      done,
      failed,
      medianMs: report?.durations[stage]?.median ?? null,
    })),
    days: collect.days.map(({ day, found, created, rejectedRows, warnings }) => ({
      day,
      found,
      created,
      rejectedRows,
      warnings,
    })),
    warnings: (report?.warnings ?? []).map(({ reference, warning }) => ({
      reference,
      id: documentId(reference),
      text: warning,
    })),
    failures: (report?.failures ?? []).map(({ reference, stage, state, reason }) => ({
      reference,
      id: documentId(reference),
      stage: stageLabels[stage],
      state,
      text: reason || 'interrompue',
    })),
    attempts: collect.attempts,
  };
}
