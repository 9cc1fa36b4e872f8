import { type Intervention, type Stage, stages } from './intervention.ts';
import type { Run, RunReport } from './run.ts';

const mostFailures = 100;
const mostWarnings = 100;

/**
 * Counts a run's interventions in one pass: where each stands, stage by stage, and what stopped those that are not
 * delivered. What was known before the run started is what it went on with, however many tries and deaths that took.
 */
export async function createRunReport(
  interventions: AsyncIterable<Intervention>,
  { startedAt }: Pick<Run, 'startedAt'>,
): Promise<RunReport> {
  const none = () => ({ done: 0, failed: 0, waiting: 0 });
  const stageCounts: RunReport['stages'] = {
    photos: none(),
    names: none(),
    rename: none(),
    format: none(),
    send: none(),
    describe: none(),
    deliver: none(),
  };
  const report = {
    interventions: 0,
    resumed: 0,
    delivered: 0,
    waiting: 0,
    rejected: 0,
    photos: 0,
    bytes: 0,
    refusedPhotos: 0,
  };
  const durations = new Map<Stage, number[]>(stages.map((stage) => [stage, []]));
  const failures: RunReport['failures'] = [];
  const warnings: RunReport['warnings'] = [];
  for await (const intervention of interventions) {
    report.interventions += 1;
    if (intervention.collectedAt < startedAt) report.resumed += 1;
    if (intervention.state === 'livre') report.delivered += 1;
    else if (intervention.state === 'rejete') report.rejected += 1;
    else report.waiting += 1;
    report.photos += intervention.photos.length;
    report.bytes += intervention.photos.reduce((total, { bytes }) => total + bytes, 0);
    report.refusedPhotos += intervention.refusedPhotos.length;
    for (const stage of stages) {
      stageCounts[stage][countOf(intervention, stage)] += 1;
      const taken = durationOf(intervention, stage);
      if (taken !== undefined) durations.get(stage)?.push(taken);
    }
    for (const warning of intervention.warnings) {
      if (warnings.length < mostWarnings) warnings.push({ reference: intervention.reference, warning });
    }
    const stopped = stages.find((stage) => intervention.stages[stage].status !== 'fait');
    if (stopped !== undefined && failures.length < mostFailures) {
      const reason = intervention.stages[stopped].error ?? '';
      failures.push({ reference: intervention.reference, stage: stopped, state: intervention.state, reason });
    }
  }
  return { ...report, stages: stageCounts, durations: summarize(durations), warnings, failures };
}

function countOf(intervention: Intervention, stage: Stage): 'done' | 'failed' | 'waiting' {
  const { status } = intervention.stages[stage];
  if (status === 'fait') return 'done';
  return status === 'en_erreur' ? 'failed' : 'waiting';
}

/** Milliseconds of the try that succeeded. */
function durationOf({ stages: progress }: Intervention, stage: Stage): number | undefined {
  const { startedAt, doneAt } = progress[stage];
  return startedAt === null || doneAt === null ? undefined : Math.max(0, Date.parse(doneAt) - Date.parse(startedAt));
}

function summarize(durations: ReadonlyMap<Stage, readonly number[]>): RunReport['durations'] {
  const summaries = [...durations].flatMap(([stage, taken]): [Stage, { median: number; slowest: number }][] => {
    const sorted = taken.toSorted((a, b) => a - b);
    const [median, slowest] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
    return median === undefined || slowest === undefined ? [] : [[stage, { median, slowest }]];
  });
  return Object.fromEntries(summaries);
}
