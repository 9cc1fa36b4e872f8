import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import type { Day } from '../../shared/domain/day.ts';
import type { Intervention } from '../../shared/domain/interventions/intervention.ts';
import { closedStatus, type Run } from '../../shared/domain/interventions/run.ts';
import { createRunReport } from '../../shared/domain/interventions/run-report.ts';
import type { closeRunMessageSchema } from '../../shared/messages/interventions.ts';
import { interventionsWhere } from '../../shared/pipeline/interventions-where.ts';
import type { Memory, Runs } from '../../shared/pipeline/memory.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Count } from '../../shared/ports/counts.ts';
import type { DocumentStore } from '../../shared/ports/documents.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import type { Warehouse } from '../../shared/ports/warehouse.ts';
import { loadDays } from './load-days.ts';

export interface CloseRunPorts {
  readonly documents: DocumentStore;
  readonly memory: Memory;
  readonly runs: Runs;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly count: Count;
}

/**
 * Closes a run once nothing of it is under way: its report is counted anew from the memory, its days are loaded into the
 * warehouse. A run that was closed and whose interventions moved since (a replay) gets a new report.
 */
export function createCloseRun(ports: CloseRunPorts) {
  const { documents, memory, runs, clock, count } = ports;

  return async (
    { runId }: z.infer<typeof closeRunMessageSchema>,
    { logger }: { readonly logger: Logger },
  ): Promise<void> => {
    for (const id of runId === undefined ? await openRunIds() : [runId]) await closeIfSettled(id, logger);
  };

  async function openRunIds(): Promise<string[]> {
    const open = await runs.query({ where: [{ field: 'status', op: '==', value: 'en_cours' }] });
    return open.map(({ id }) => id);
  }

  async function closeIfSettled(runId: string, logger: Logger): Promise<void> {
    const run = await runs.get(runId);
    // A run whose list is still being taken asks for its closing itself when it has it.
    if (run === undefined || run.collect.status === 'en_cours') return;
    const underWay = await documents.count('interventions', [
      { field: 'runId', op: '==', value: runId },
      { field: 'state', op: '==', value: 'en_cours' },
    ]);
    if (underWay > 0) return;

    const days = new Set(run.collect.days.map(({ day }) => day));
    const report = await createRunReport(noteDays(interventionsWhere(memory, 'runId', runId), days), run);
    if (isDeepStrictEqual(report, run.report)) return;
    await loadDays(days, ports);
    const closed: Run = { ...run, status: closedStatus(run, report), endedAt: clock.now().toISOString(), report };
    await runs.set(runId, closed);
    // One that moves again after a replay ends again, and is counted once.
    if (run.report === null) count('terrain.runs.closed', 1, { status: closed.status });
    const { interventions, delivered, waiting, rejected, photos } = report;
    logger.info('run closed', { runId, status: closed.status, interventions, delivered, waiting, rejected, photos });
  }
}

/** Passes the interventions on, and adds their days: those of a run are read once. */
async function* noteDays(interventions: AsyncIterable<Intervention>, days: Set<Day>): AsyncGenerator<Intervention> {
  for await (const intervention of interventions) {
    days.add(intervention.date);
    yield intervention;
  }
}
