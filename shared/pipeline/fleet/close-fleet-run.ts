import { reportFleetRun } from '../../domain/fleet/fleet-report.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { openFleetRuns } from './fleet-runs.ts';
import type { Ledger } from './ledger.ts';
import { windowsOfRun } from './windows-of-run.ts';

interface ClosePorts {
  readonly ledger: Ledger;
  readonly runs: ReturnType<typeof openFleetRuns>;
  readonly objects: ObjectStore;
  readonly rawBucket: string;
  readonly clock: Clock;
}

/** Writes the report of a run, `logs/{runId}.json`, once nothing of it is under way; again when something moved since. */
export async function closeFleetRun(
  runId: string,
  { ledger, runs, objects, rawBucket, clock }: ClosePorts,
): Promise<void> {
  const run = await runs.get(runId);
  if (run?.plannedAt == null) return;
  const underWay = await ledger.count([
    { field: 'runId', op: '==', value: runId },
    { field: 'status', op: 'in', value: ['prevu', 'collecte'] },
  ]);
  if (underWay > 0) return;
  const report = reportFleetRun(runId, run, await windowsOfRun(ledger, runId), clock.now().toISOString());
  await objects.write(rawBucket, `logs/${runId}.json`, `${JSON.stringify(report, null, 2)}\n`, {
    contentType: 'application/json',
  });
}
