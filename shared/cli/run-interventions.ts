import { setTimeout as sleep } from 'node:timers/promises';
import { type Run, runIdOf } from '../domain/interventions/run.ts';
import { topics } from '../messages/interventions.ts';
import type { OpenHost } from './embedded-host.ts';
import { progressLines, readProgress, summarizeProgress } from './run-progress.ts';
import { describeRun } from './run-summary.ts';
import { createLiveLines, type Output } from './terminal/live-lines.ts';

const redrawMilliseconds = 400;

/**
 * Starts a run and follows it, and whatever runs a former process left open, until they are closed: every intervention is
 * delivered, or cannot go on.
 * @returns 0 when all is delivered, 1 otherwise.
 */
export async function runInterventions(
  opened: OpenHost,
  period: { readonly from?: string; readonly to?: string },
  output: Output,
): Promise<number> {
  const { broker, documents, runs, logFile } = opened;
  const runId = runIdOf(new Date().toISOString(), {});
  const followed = [...(await openRunIds(opened)), runId];
  if (followed.length > 1) output.write(`Un passage interrompu reprend : ${followed.slice(0, -1).join(', ')}\n`);
  await broker.publish(topics.interventionsDue, { runId, ...period });

  const live = createLiveLines(output);
  let latest: readonly (Run | undefined)[];
  do {
    await sleep(redrawMilliseconds);
    latest = await Promise.all(followed.map((id) => runs.get(id)));
    const progress = await readProgress(documents, followed, latest.at(-1));
    live.draw(progressLines(progress, output.columns ?? 80), summarizeProgress(progress));
  } while (latest.some((run) => run === undefined || run.status === 'en_cours'));

  for (const [position, id] of followed.entries()) {
    const run = latest[position];
    if (run !== undefined) output.write(`\n${describeRun(id, run, logFile)}\n`);
  }
  return latest.every((run) => run?.status === 'termine') ? 0 : 1;
}

async function openRunIds({ runs }: OpenHost): Promise<string[]> {
  const open = await runs.query({ where: [{ field: 'status', op: '==', value: 'en_cours' }] });
  return open.map(({ id }) => id);
}
