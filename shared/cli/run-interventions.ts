import { setTimeout as sleep } from 'node:timers/promises';
import { type Run, runIdAt } from '../domain/interventions/run.ts';
import { topics } from '../messages/interventions.ts';
import type { OpenHost } from './embedded-host.ts';
import { createLiveLines, type Output } from './terminal/live-lines.ts';
import { progressLines, readProgress, summarizeProgress } from './run-progress.ts';
import { describeRun } from './run-summary.ts';

const redrawMilliseconds = 400;

/**
 * Starts a run and follows it until it is closed: every intervention is delivered, or cannot go on.
 * @returns 0 when all is delivered, 1 otherwise.
 */
export async function runInterventions(
  { broker, documents, runs, logFile }: OpenHost,
  period: { readonly from?: string; readonly to?: string },
  output: Output,
): Promise<number> {
  const runId = runIdAt(new Date().toISOString());
  await broker.publish(topics.interventionsDue, { runId, ...period });
  const live = createLiveLines(output);
  let run: Run | undefined;
  do {
    await sleep(redrawMilliseconds);
    run = await runs.get(runId);
    const progress = await readProgress(documents, runId, run);
    live.draw(progressLines(progress, output.columns ?? 80), summarizeProgress(progress));
  } while (run === undefined || run.status === 'en_cours');
  output.write(`\n${describeRun(runId, run, logFile)}\n`);
  return run.status === 'termine' ? 0 : 1;
}
