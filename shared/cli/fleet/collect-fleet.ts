import { reportFleetRun } from '../../domain/fleet/fleet-report.ts';
import { fleetRunId } from '../../domain/fleet/fleet-run.ts';
import { fleetTopics } from '../../messages/fleet.ts';
import { openFleetRuns } from '../../pipeline/fleet/fleet-runs.ts';
import { openLedger } from '../../pipeline/fleet/ledger.ts';
import { windowsOfRun } from '../../pipeline/fleet/windows-of-run.ts';
import { toDocument } from '../../ports/documents.ts';
import type { OpenHost } from '../embedded-host.ts';
import { pause, stoppingMessage, stopStatus } from '../stop-request.ts';
import { createLiveLines, type Output } from '../terminal/live-lines.ts';
import type { FleetOptions } from './fleet-options.ts';
import { createFleetProgress } from './fleet-progress.ts';
import { describeFleetRun } from './fleet-summary.ts';

const redrawMilliseconds = 500;
const stages = ['plan-fleet', 'fetch-fleet', 'load-fleet'];

/**
 * Starts a run over the fleet's windows and follows it, with what a former process left under way, until nothing moves or
 * it is asked to stop.
 * @returns 0 when all is in the warehouse, 1 when a window is missing or a table that was named is not allowed, 130 or 143
 * when it was stopped.
 */
export async function collectFleet(
  opened: OpenHost,
  options: FleetOptions,
  output: Output,
  stop: AbortSignal,
): Promise<number> {
  const { broker, documents, logFile } = opened;
  const ledger = openLedger(documents);
  const runs = openFleetRuns(documents);
  const runId = fleetRunId(new Date().toISOString(), {});
  const { from, to, tables, force, fromRaw } = options;
  await broker.publish(fleetTopics.due, toDocument({ runId, from, to, tables, force, fromRaw }));

  const live = createLiveLines(output, process.stderr);
  const progress = createFleetProgress(ledger, runId, tables);
  try {
    for (let busy = true; busy && !stop.aborted; ) {
      await pause(redrawMilliseconds, stop);
      const backlog = await broker.backlog();
      busy = stages.some((stage) => (backlog[stage] ?? 0) > 0);
      const { lines, summary } = await progress.read(await runs.get(runId), output.columns ?? 80);
      live.draw(lines, summary);
    }
  } finally {
    live.end();
  }
  if (stop.aborted) {
    output.write(stoppingMessage);
    return stopStatus(stop);
  }

  const run = await runs.get(runId);
  if (run === undefined) throw new Error(`le passage ${runId} n’a pas été planifié : voyez ${logFile}`);
  const report = reportFleetRun(runId, run, await windowsOfRun(ledger, runId), new Date().toISOString());
  const skipped = Object.keys(report.byTable).filter((table) => (report.byTable[table]?.states.ignore ?? 0) > 0);
  output.write(`\n${describeFleetRun(report, await reasonsOf(skipped), logFile)}\n`);
  return report.missing.length > 0 || skipped.some((table) => options.named.includes(table)) ? 1 : 0;

  async function reasonsOf(skippedTables: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const windows = await windowsOfRun(ledger, runId);
    const refused = windows.filter(({ table, status }) => skippedTables.includes(table) && status === 'ignore');
    return new Map(refused.map(({ table, failure }) => [table, failure?.reason ?? '']));
  }
}
