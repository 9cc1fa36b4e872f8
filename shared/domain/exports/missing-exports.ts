import { addDays, type Day } from '../day.ts';
import type { ExportDefinition } from './export-definition.ts';
import { type ExportRun, type ExportStatus, exportStatusLabels } from './export-run.ts';
import { firesOn } from './schedule-days.ts';

export type ScheduledExport = Pick<ExportDefinition, 'name' | 'title' | 'schedule'>;

/** An export of a day that has no file: it failed, is held, is under way, or was never run. */
export interface MissingExport {
  readonly export: string;
  readonly title: string;
  readonly date: Day;
  readonly status: Exclude<ExportStatus, 'ecrit'> | 'jamais_lance';
  readonly reason: string | null;
}

export const missingExportLabels: Readonly<Record<MissingExport['status'], string>> = {
  en_cours: exportStatusLabels.en_cours,
  retenu: exportStatusLabels.retenu,
  echoue: exportStatusLabels.echoue,
  jamais_lance: 'jamais lancé',
};

/**
 * The exports that these days should have and do not, the newest day first. A day without any run counts from the first
 * run of its export on: before, nobody wanted it. The last day counts once the export's hour has passed.
 * @param runs those of these days. @param time of the last day in the business zone, `HH:MM`.
 */
export function findMissingExports(
  exports: Iterable<ScheduledExport>,
  runs: readonly Pick<ExportRun, 'export' | 'date' | 'status' | 'reason' | 'startedAt'>[],
  { from, to, time }: { readonly from: Day; readonly to: Day; readonly time: string },
): MissingExport[] {
  const byExport = Map.groupBy(runs, (run) => run.export);
  const missing: MissingExport[] = [];
  for (const { name, title, schedule } of exports) {
    const own = byExport.get(name) ?? [];
    const byDay = Map.groupBy(own, ({ date }) => date);
    const first = own.map(({ date }) => date).sort()[0] ?? addDays(to, 1);
    for (let date = to; date >= from; date = addDays(date, -1)) {
      const ofDay = byDay.get(date);
      if (ofDay === undefined) {
        const isDue = schedule !== null && firesOn(schedule, date) && (date < to || time > hourOf(schedule));
        if (isDue && date > first) missing.push({ export: name, title, date, status: 'jamais_lance', reason: null });
        continue;
      }
      const [latest] = ofDay.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
      if (latest === undefined || ofDay.some((run) => run.status === 'ecrit') || latest.status === 'ecrit') continue;
      missing.push({ export: name, title, date, status: latest.status, reason: latest.reason });
    }
  }
  return missing.sort((a, b) => (a.date === b.date ? a.export.localeCompare(b.export) : a.date < b.date ? 1 : -1));
}

/** `10 4 * * *` is at 04:10. */
function hourOf(schedule: string): string {
  const [minute = '', hour = ''] = schedule.split(' ');
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
}
