import pc from 'picocolors';
import { stages } from '../domain/interventions/intervention.ts';
import { stageLabels } from '../domain/interventions/labels.ts';
import type { Progress } from './run-progress.ts';
import { bar } from './terminal/bar.ts';
import { formatBytes, formatDuration } from './terminal/table.ts';

const labelWidth = Math.max(...stages.map((stage) => stageLabels[stage].length));
const widestBar = 40;
/** Room for ` 2000/2000  12 en erreur`. */
const countsWidth = 26;

/** Where a run stands: its list, a line per stage with its bar, what it has taken and how long that took. */
export function progressLines(progress: Progress, columns: number): string[] {
  const { total, stages: counts } = progress;
  const width = Math.max(6, Math.min(widestBar, columns - labelWidth - countsWidth));
  const lines = counts.map(({ stage, done, failed }) => {
    const failures = failed === 0 ? '' : pc.red(`  ${failed} en erreur`);
    return `${stageLabels[stage].padEnd(labelWidth)} ${bar(done, failed, total, width)} ${done}/${total}${failures}`;
  });
  return [listLine(progress), ...lines, factsLine(progress)];
}

/** The same in one line, for logs and small terminals. */
export function summarizeProgress(progress: Progress): string {
  const { total, stages: counts } = progress;
  if (total === 0) return listLine(progress);
  const delivered = counts.find(({ stage }) => stage === 'deliver')?.done ?? 0;
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  const failures = failed === 0 ? [] : [`${failed} en erreur`];
  return [`${delivered}/${total} livrées`, ...failures, factsLine(progress)].join(' · ');
}

/** What a run is doing, in one word that changes with it. */
export function phaseOf({ run, total }: Progress): string {
  return `${run?.collect.status} ${run?.collect.error} ${total > 0}`;
}

function listLine({ run, total }: Progress): string {
  if (run === undefined) return 'Ouverture du portail…';
  const { status, error } = run.collect;
  if (error !== null && status !== 'fait') return `Liste du portail : ${error}`;
  if (status !== 'fait') return 'Liste du portail en cours…';
  return total === 0 ? 'Liste du portail : rien de nouveau' : `Liste du portail : ${total} interventions à traiter`;
}

function factsLine({ photos, bytes, elapsedMilliseconds, restMilliseconds }: Progress): string {
  const rest = restMilliseconds === undefined ? [] : [`reste environ ${formatWhole(restMilliseconds)}`];
  const facts = [`${photos} photos`, formatBytes(bytes), `${formatWhole(elapsedMilliseconds)} écoulées`, ...rest];
  return facts.join(' · ');
}

/** Whole seconds: tenths would only flicker. */
function formatWhole(milliseconds: number): string {
  return formatDuration(Math.round(milliseconds / 1000) * 1000);
}
