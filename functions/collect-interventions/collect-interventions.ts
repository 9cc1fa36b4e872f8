import type * as z from 'zod';
import { addDays, dayInZone, daysBetween } from '../../shared/domain/day.ts';
import { type CollectedDay, newRun, type Run, runIdOf } from '../../shared/domain/interventions/run.ts';
import type { interventionsDueSchema } from '../../shared/messages/interventions.ts';
import { topics } from '../../shared/messages/interventions.ts';
import { PermanentError } from '../../shared/ports/failures.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import type { Attributes } from '../../shared/ports/messages.ts';
import { collectDay } from './collect-day.ts';
import type { CollectPorts } from './collect-ports.ts';
import { resumeUnfinished } from './resume-unfinished.ts';

interface CollectContext {
  readonly publishedAt: string;
  readonly attributes: Attributes;
  readonly logger: Logger;
}

const longestPeriodDays = 92;

/**
 * Starts a run: goes on with what earlier runs left unfinished, then takes the portal's list of each day asked (today in
 * the business zone by default), remembers the interventions that are new and publishes one message for each.
 */
export function createCollectInterventions(ports: CollectPorts) {
  const { runs, clock, publisher, lease } = ports;

  return async (
    due: z.infer<typeof interventionsDueSchema>,
    { publishedAt, attributes, logger }: CollectContext,
  ): Promise<void> => {
    const today = dayInZone(clock.now(), ports.zone);
    const from = due.from ?? (due.to !== undefined && due.to < today ? due.to : today);
    const to = due.to ?? (from > today ? from : today);
    const runId = due.runId ?? runIdOf(publishedAt, attributes);
    const run = await startRun(runId, from, to);
    if (run.collect.status !== 'fait') await lease.hold(runId, () => collect(runId, run, logger));
    await publisher.publish(topics.runCloseDue, { runId });
  };

  async function collect(runId: string, run: Run, logger: Logger): Promise<void> {
    try {
      checkPeriod(run.from, run.to);
      await resumeUnfinished(runId, ports);
      const earlierCounts = await usualCounts(runId);
      const days: CollectedDay[] = [];
      for (const day of daysBetween(run.from, run.to)) {
        const collected = await collectDay(day, { runId, startedAt: run.startedAt }, earlierCounts, ports);
        const { found, created, rejectedRows } = collected;
        logger.info('day collected', { runId, day, found, created, rejectedRows });
        days.push(collected);
      }
      await saveCollect(runId, { status: 'fait', error: null, days });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const gaveUp = error instanceof PermanentError;
      await saveCollect(runId, { status: gaveUp ? 'en_erreur' : 'en_cours', error: reason });
      if (gaveUp) await publisher.publish(topics.runCloseDue, { runId });
      throw error;
    }
  }

  async function startRun(runId: string, from: string, to: string): Promise<Run> {
    const startedAt = clock.now().toISOString();
    return runs.transaction(runId, (current) => {
      const run = current ?? newRun(from, to, startedAt);
      const next: Run =
        run.collect.status === 'fait'
          ? run
          : { ...run, status: 'en_cours', collect: { ...run.collect, attempts: run.collect.attempts + 1 } };
      return { next, result: next };
    });
  }

  async function saveCollect(runId: string, change: Partial<Run['collect']>): Promise<void> {
    await runs.transaction(runId, (current) => {
      if (current === undefined) throw new Error(`run ${runId} is gone`);
      return { next: { ...current, collect: { ...current.collect, ...change } }, result: undefined };
    });
  }

  /** How many interventions the latest days of earlier runs had. */
  async function usualCounts(runId: string): Promise<number[]> {
    const latest = await runs.query({ orderBy: { field: 'startedAt', direction: 'desc' }, limit: 15 });
    return latest.filter(({ id }) => id !== runId).flatMap(({ value }) => value.collect.days.map(({ found }) => found));
  }
}

function checkPeriod(from: string, to: string): void {
  if (to < from) throw new PermanentError(`la période finit (${to}) avant de commencer (${from})`);
  if (to > addDays(from, longestPeriodDays - 1)) {
    throw new PermanentError(
      `la période ${from} – ${to} dépasse ${longestPeriodDays} jours : demandez-la en plusieurs fois`,
    );
  }
}
