import { sourceOf } from '../../shared/domain/fleet/catalogue.ts';
import type { FleetSource } from '../../shared/domain/fleet/catalogue-schema.ts';
import { type FleetRun, fleetRunId } from '../../shared/domain/fleet/fleet-run.ts';
import { isDue, windowsOf } from '../../shared/domain/fleet/fleet-window.ts';
import { type FleetDue, fleetTopics, type WindowPlanned } from '../../shared/messages/fleet.ts';
import { closeFleetRun } from '../../shared/pipeline/fleet/close-fleet-run.ts';
import { openFleetRuns } from '../../shared/pipeline/fleet/fleet-runs.ts';
import { openLedger } from '../../shared/pipeline/fleet/ledger.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { DocumentStore } from '../../shared/ports/documents.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import type { Attributes, Publisher } from '../../shared/ports/messages.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';
import { type FleetScope, readScope } from './fleet-scope.ts';
import { planFromRaw } from './plan-from-raw.ts';
import { planWindows } from './plan-window.ts';

export interface PlanPorts {
  readonly documents: DocumentStore;
  readonly objects: ObjectStore;
  readonly rawBucket: string;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly lookbackDays: number;
}

/** Turns a `fleet-due` into one message for each window (of up to three statistics) that the ledger does not have yet. */
export function createPlanFleet(ports: PlanPorts) {
  const { publisher, clock } = ports;
  const ledger = openLedger(ports.documents);
  const runs = openFleetRuns(ports.documents);

  return async (
    due: FleetDue,
    { publishedAt, attributes, logger }: { publishedAt: string; attributes: Attributes; logger: Logger },
  ): Promise<void> => {
    const runId = due.runId ?? fleetRunId(publishedAt, attributes);
    // What a first try planned, the next tries plan: days and windows do not move with the clock.
    const startedAt = (await runs.get(runId))?.startedAt ?? clock.now().toISOString();
    const scope = readScope(due, new Date(startedAt), ports.lookbackDays);
    const run = newRun(scope, startedAt);
    await runs.set(runId, run);
    const counts =
      due.fromRaw === true ? await planFromRaw(scope, runId, { ...ports, ledger }) : await planDays(scope, runId, run);
    await runs.set(runId, { ...run, ...counts, plannedAt: clock.now().toISOString() });
    await closeFleetRun(runId, { ...ports, ledger, runs });
    logger.info('fleet windows planned', { runId, from: scope.from, to: scope.to, ...counts });
  };

  async function planDays({ sources, from, to, again }: FleetScope, runId: string, { startedAt }: FleetRun) {
    const now = new Date(startedAt);
    const byDay = new Map<string, FleetSource[]>();
    let notDue = 0;
    for (const source of sources) {
      for (const window of windowsOf(source, from, to, now)) {
        if (isDue(source, window, now)) byDay.set(window.day, [...(byDay.get(window.day) ?? []), source]);
        else notDue += 1;
      }
    }
    const counts = { asked: 0, covered: 0, notDue };
    // Snapshots, which others take their ids from, are today's: last in time, first in need.
    for (const day of [...byDay.keys()].toSorted().reverse()) {
      const plan = await planWindows(byDay.get(day) ?? [], day, { runId, again }, { ledger, clock });
      for (const message of plan.toFetch) {
        if (!(await waitsForIds(message, now))) await publisher.publish(fleetTopics.windowPlanned, message);
      }
      for (const message of plan.toLoad) await publisher.publish(fleetTopics.windowFetched, message);
      counts.asked += plan.asked;
      counts.covered += plan.covered;
    }
    return counts;
  }

  /** True while the ids it is asked by are being collected: who loads them sends it on its way. */
  async function waitsForIds({ tables }: WindowPlanned, now: Date): Promise<boolean> {
    const { ids } = sourceOf(tables[0] ?? '');
    if (ids === undefined) return false;
    const [window] = windowsOf(sourceOf(ids.of), '', '', now);
    const record = window && (await ledger.get(ids.of, window.day));
    return record?.status === 'prevu' || record?.status === 'collecte';
  }
}

function newRun({ from, to, sources }: FleetScope, startedAt: string): FleetRun {
  const tables = sources.map(({ table }) => table);
  return { from, to, tables, startedAt, plannedAt: null, covered: 0, notDue: 0, asked: 0 };
}
