import { addDays, dayInZone } from '../../domain/day.ts';
import { firesOn } from '../../domain/exports/schedule-days.ts';
import { exportTopics } from '../../messages/exports.ts';
import { loadExports } from '../../wiring/load-exports.ts';
import type { OpenHost } from '../embedded-host.ts';

const days = 3;

/** Has the exports of the last three days run, each day's once however often it is asked, as their schedules would have. */
export async function seedExports({ broker }: Pick<OpenHost, 'broker'>, zone: string): Promise<void> {
  const today = dayInZone(new Date(), zone);
  for (let back = days - 1; back >= 0; back -= 1) {
    const date = addDays(today, -back);
    for (const { name, schedule } of (await loadExports()).values())
      if (schedule !== null && firesOn(schedule, date)) await broker.publish(exportTopics.due, { export: name, date });
  }
}
