import { type Run, runIdOf } from '../domain/interventions/run.ts';
import { topics } from '../messages/interventions.ts';
import type { OpenHost } from './embedded-host.ts';
import { phaseOf, progressLines, summarizeProgress } from './progress-lines.ts';
import { followRuns } from './run-progress.ts';
import { describeRun } from './run-summary.ts';
import { pause, stoppingMessage, stopStatus } from './stop-request.ts';
import { createLiveLines, type Output } from './terminal/live-lines.ts';

const redrawMilliseconds = 400;
/** Counting a large day takes its time: it may take this part of the run's, not more. */
const countingPart = 0.05;

/**
 * Starts a run and follows it, and whatever runs a former process left open, until they are closed: every intervention is
 * delivered, or cannot go on; or until it is asked to stop.
 * @returns 0 when all is delivered, 1 when it is not, 130 or 143 when it was stopped.
 */
export async function runInterventions(
  opened: OpenHost,
  period: { readonly from?: string; readonly to?: string },
  output: Output,
  stop: AbortSignal,
): Promise<number> {
  const { broker, logFile } = opened;
  const startedAt = new Date();
  const runId = runIdOf(startedAt.toISOString(), {});
  const followed = [...(await openRunIds(opened)), runId];
  if (followed.length > 1) output.write(`Un passage interrompu reprend : ${followed.slice(0, -1).join(', ')}\n`);
  await broker.publish(topics.interventionsDue, { runId, ...period });

  const latest = await follow(opened, followed, startedAt, output, stop);
  if (stop.aborted) {
    output.write(stoppingMessage);
    return stopStatus(stop);
  }
  for (const [position, id] of followed.entries()) {
    const run = latest[position];
    if (run !== undefined) output.write(`\n${describeRun(id, run, logFile)}\n`);
  }
  return latest.every((run) => run?.status === 'termine') ? 0 : 1;
}

/** Shows where the runs stand until all are closed, or it is asked to stop. @returns the runs as they are then. */
async function follow(
  opened: OpenHost,
  runIds: readonly string[],
  startedAt: Date,
  output: Output,
  stop: AbortSignal,
): Promise<readonly (Run | undefined)[]> {
  const readProgress = followRuns(opened, runIds, startedAt);
  const live = createLiveLines(output, process.stderr);
  try {
    let nextCountAt = 0;
    for (;;) {
      await pause(redrawMilliseconds, stop);
      const seen = await Promise.all(runIds.map((id) => opened.runs.get(id)));
      const isOver = seen.every((run) => run !== undefined && run.status !== 'en_cours');
      if (isOver || stop.aborted) return seen;
      const countsFrom = performance.now();
      if (countsFrom < nextCountAt) continue;
      const progress = await readProgress(seen.at(-1));
      nextCountAt = performance.now() + (performance.now() - countsFrom) / countingPart;
      live.draw(progressLines(progress, output.columns ?? 80), summarizeProgress(progress), phaseOf(progress));
    }
  } finally {
    live.end();
  }
}

async function openRunIds({ runs }: OpenHost): Promise<string[]> {
  const open = await runs.query({ where: [{ field: 'status', op: '==', value: 'en_cours' }] });
  return open.map(({ id }) => id);
}
