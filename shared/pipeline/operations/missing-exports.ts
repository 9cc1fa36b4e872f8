import { addDays, type Day, dayInZone, daysBetween } from '../../domain/day.ts';
import type { ExportDefinition } from '../../domain/exports/export-definition.ts';
import type { ExportRun } from '../../domain/exports/export-run.ts';
import { firesOn } from '../../domain/exports/schedule-days.ts';
import { instantOf } from '../../domain/zone.ts';
import type { DocumentStore } from '../../ports/documents.ts';
import { openExportRuns } from '../exports/export-runs.ts';

export interface MissingExport {
  readonly export: string;
  readonly date: Day;
  /** `manque`: it was never run, though its window is over. */
  readonly status: 'manque' | 'echoue' | 'retenu';
  readonly reason: string;
}

const lookedBackDays = 31;

/**
 * The days of the last month, since each export's first run, for which it has no file that left: never run, failed, or
 * held. What was run since, by hand too, is not missing.
 */
export async function findMissingExports(
  exports: ReadonlyMap<string, ExportDefinition>,
  documents: DocumentStore,
  now: Date,
  zone: string,
): Promise<readonly MissingExport[]> {
  const today = dayInZone(now, zone);
  const isOver = now >= instantOf(today, '08:00', zone);
  const last = isOver ? today : addDays(today, -1);
  const from = addDays(today, -lookedBackDays);
  const found = await openExportRuns(documents).query({ where: [{ field: 'date', op: '>=', value: from }] });
  const byExport = Map.groupBy(
    found.map(({ value }) => value),
    (run) => run.export,
  );
  return [...exports.values()].flatMap((definition) =>
    missingOf(definition, byExport.get(definition.name) ?? [], last),
  );
}

function missingOf({ name, schedule }: ExportDefinition, runs: readonly ExportRun[], last: Day): MissingExport[] {
  const first = runs.map(({ date }) => date).sort()[0];
  if (first === undefined) return [];
  const byDay = Map.groupBy(runs, ({ date }) => date);
  const days = new Set([
    ...byDay.keys(),
    ...(schedule === null ? [] : daysBetween(first, last).filter((day) => firesOn(schedule, day))),
  ]);
  return [...days].sort().flatMap((date): MissingExport[] => {
    const ofDay = (byDay.get(date) ?? []).toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
    if (ofDay.some(({ status }) => status === 'ecrit' || status === 'en_cours')) return [];
    const latest = ofDay.at(-1);
    if (latest === undefined) return [{ export: name, date, status: 'manque', reason: 'il n’a pas été exécuté' }];
    if (latest.status !== 'echoue' && latest.status !== 'retenu') return [];
    return [{ export: name, date, status: latest.status, reason: latest.reason ?? '' }];
  });
}
