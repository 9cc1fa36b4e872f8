import type { Run } from '../shared/domain/interventions/run.ts';
import { topics } from '../shared/messages/interventions.ts';
import type { Runs } from '../shared/pipeline/memory.ts';
import type { Clock } from '../shared/ports/clock.ts';
import type { Publisher } from '../shared/ports/messages.ts';

const limitSeconds = 30 * 60;
const pollSeconds = 15;

interface SmokeOutcome {
  readonly passed: boolean;
  readonly summary: string;
}

/**
 * Publishes the schedule's message and waits for its run. It passes when the run was closed with something delivered, or
 * with nothing to deliver: single interventions may fail for reasons of their own, which the run's alert tells.
 */
export async function smokeRun(
  runId: string,
  ports: {
    readonly runs: Runs;
    readonly publisher: Publisher;
    readonly clock: Clock;
    readonly sleep: (seconds: number) => Promise<unknown>;
    readonly say: (line: string) => void;
  },
): Promise<SmokeOutcome> {
  const { runs, publisher, clock, sleep, say } = ports;
  const until = clock.now().getTime() + limitSeconds * 1000;
  const messageId = await publisher.publish(topics.interventionsDue, { runId });
  say(`published message ${messageId} on ${topics.interventionsDue} for run ${runId}`);
  for (;;) {
    const run = await runs.get(runId);
    if (run !== undefined && run.status !== 'en_cours') return judge(runId, run);
    if (clock.now().getTime() >= until) return { passed: false, summary: stillOpen(runId, run) };
    say(run === undefined ? 'the run has not started yet' : `the run is open, its list: ${run.collect.status}`);
    await sleep(pollSeconds);
  }
}

function judge(runId: string, { status, collect, report }: Run): SmokeOutcome {
  if (status === 'echoue' || report === null) {
    return { passed: false, summary: `run ${runId} failed: ${collect.error ?? 'the list could not be taken'}` };
  }
  const { interventions, delivered, waiting, rejected, photos, failures } = report;
  const counts = `${interventions} interventions, ${delivered} delivered, ${waiting} waiting, ${rejected} refused, ${photos} photos`;
  const reasons = failures.slice(0, 5).map(({ reference, stage, reason }) => `\n  ${reference}, ${stage}: ${reason}`);
  return {
    passed: interventions === 0 || delivered > 0,
    summary: `run ${runId} ended ${status}: ${counts}${reasons.join('')}`,
  };
}

function stillOpen(runId: string, run: Run | undefined): string {
  const minutes = limitSeconds / 60;
  if (run === undefined) {
    return `run ${runId} has not started after ${minutes} minutes: look at the log of collect-interventions, and at its subscription`;
  }
  return `run ${runId} is still open after ${minutes} minutes${run.collect.error === null ? '' : `: ${run.collect.error}`}`;
}
