import type { Intervention, InterventionRow, Stage } from './intervention.ts';
import { freshProgress } from './new-intervention.ts';

const stagesThatReadTheRecord = ['photos', 'names', 'rename', 'format'] as const;

/**
 * The memory of an intervention whose row is in the portal's list again, for the run that saw it.
 *
 * Delivered or refused for good: unchanged. Else it becomes the run's, and goes on from its first unfinished stage:
 * - sent, or being sent at `now`: its values stay, the customer has them;
 * - moved to another day: it counts on the new one, and its record is read again;
 * - its record was read: that is surer than the list, which only moves its time;
 * - else the row's values replace the remembered ones.
 */
export function mergeRow(
  existing: Intervention,
  row: InterventionRow,
  run: { readonly runId: string; readonly now: string },
): Intervention {
  if (existing.state === 'livre' || existing.state === 'rejete') return existing;
  const resumed: Intervention = { ...existing, runId: run.runId, state: 'en_cours' };
  if (isSent(existing, run.now)) return resumed;
  if (row.date !== existing.date) return redoStages({ ...resumed, ...row }, stagesThatReadTheRecord);
  if (existing.stages.photos.status !== 'fait') return { ...resumed, ...row };
  if (row.time === existing.time) return { ...resumed, columns: row.columns };
  return redoStages({ ...resumed, time: row.time, columns: row.columns }, ['format']);
}

function isSent({ stages: { send } }: Intervention, now: string): boolean {
  return send.status === 'fait' || (send.lease !== null && send.lease.until > now);
}

function redoStages(intervention: Intervention, redone: readonly Stage[]): Intervention {
  const fresh = Object.fromEntries(redone.map((stage) => [stage, freshProgress]));
  return { ...intervention, payload: null, stages: { ...intervention.stages, ...fresh } };
}
