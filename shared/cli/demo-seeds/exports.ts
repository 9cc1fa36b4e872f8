import { addDays, dayInZone } from '../../domain/day.ts';
import { scheduledRunId } from '../../domain/exports/export-run.ts';
import { firesOn } from '../../domain/exports/schedule-days.ts';
import { exportTopics } from '../../messages/exports.ts';
import { openExportRuns } from '../../pipeline/exports/export-runs.ts';
import { loadExports } from '../../wiring/load-exports.ts';
import type { SeedPorts } from './seed-ports.ts';

const days = 3;

/** Has the exports of the last three days run as their schedules would have: those that have not. */
export async function seedExports({ broker, documents }: SeedPorts, zone: string): Promise<void> {
  const runs = openExportRuns(documents);
  const today = dayInZone(new Date(), zone);
  for (let back = days - 1; back >= 0; back -= 1) {
    const date = addDays(today, -back);
    for (const { name, schedule } of (await loadExports()).values())
      if (schedule !== null && firesOn(schedule, date) && (await runs.get(scheduledRunId(name, date))) === undefined)
        await broker.publish(exportTopics.due, { export: name, date });
  }
}
