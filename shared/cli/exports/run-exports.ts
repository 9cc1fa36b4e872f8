import { formatDay } from '../../domain/day.ts';
import { openExportRuns } from '../../pipeline/exports/export-runs.ts';
import type { HostEnvironment } from '../embedded-host.ts';
import type { Output } from '../terminal/live-lines.ts';
import type { Workplace } from '../workplace.ts';
import type { ExportOptions } from './export-options.ts';
import { runOneExport } from './run-one-export.ts';

/** Runs the exports one after the other, for `ALL` those that the day has not. @returns the exit status of the worst. */
export async function runExports(
  opened: Workplace,
  { definitions, onlyMissing, ...options }: ExportOptions,
  environment: HostEnvironment,
  output: Output,
  stop: AbortSignal,
): Promise<number> {
  const ended = onlyMissing ? await endedOn(opened, options.date) : new Set<string>();
  const due = definitions.filter(({ name }) => !ended.has(name));
  if (due.length === 0) output.write(`Aucun export ne manque pour le ${formatDay(options.date)}.\n`);
  let worst = 0;
  for (const definition of due) {
    if (stop.aborted) break;
    worst = Math.max(worst, await runOneExport(opened, { definition, ...options }, environment, output, stop));
  }
  return worst;
}

/** The exports that have a file for that day which was not held. */
async function endedOn({ documents }: Workplace, date: string): Promise<ReadonlySet<string>> {
  const found = await openExportRuns(documents).query({ where: [{ field: 'date', op: '==', value: date }] });
  return new Set(found.flatMap(({ value }) => (value.status === 'ecrit' ? [value.export] : [])));
}
