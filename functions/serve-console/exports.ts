import { addDays, dayInZone } from '../../shared/domain/day.ts';
import {
  type ExportRun,
  exportStatusLabels,
  mailStatusLabels,
  manualRunId,
} from '../../shared/domain/exports/export-run.ts';
import { findMissingExports, missingExportLabels } from '../../shared/domain/exports/missing-exports.ts';
import type { ExportsView, Today } from '../../shared/messages/console.ts';
import { exportTopics } from '../../shared/messages/exports.ts';
import { openExportRuns } from '../../shared/pipeline/exports/export-runs.ts';
import type { ConsolePorts } from './console-ports.ts';
import { remember } from './remember.ts';

/** Gaps are looked for in the last days. */
const daysOfGaps = 14;
const secondsKept = 5;
const mostListed = 60;

/** Looks at the exports' runs and at what is missing of them, and asks for one again. */
export function createExportDesk({
  documents,
  publisher,
  clock,
  exports,
  zone,
}: Pick<ConsolePorts, 'documents' | 'publisher' | 'clock' | 'exports' | 'zone'>) {
  const runs = openExportRuns(documents);
  const look = remember(readRecent, secondsKept, clock);

  return {
    async view(): Promise<ExportsView> {
      const { missing, recent } = await look();
      return {
        missing: missing.map((one) => ({ ...one, label: missingExportLabels[one.status] })),
        runs: recent.slice(0, mostListed).map(({ id, value }) => viewRun(id, value)),
        total: recent.length,
      };
    },
    /** How the exports of a day ended, and what the last days lack. */
    async count(day: string): Promise<Today['exports']> {
      const { missing, recent } = await look();
      const ofDay = recent.filter(({ value }) => value.date === day);
      return {
        written: new Set(ofDay.flatMap(({ value }) => (value.status === 'ecrit' ? [value.export] : []))).size,
        underWay: ofDay.filter(({ value }) => value.status === 'en_cours').length,
        missing: missing.filter(({ status }) => status !== 'en_cours').length,
      };
    },
    /** Asks for one now. @returns the run's id, or undefined when no export has that name. */
    async run(name: string, date: string): Promise<string | undefined> {
      if (!exports.some((one) => one.name === name)) return undefined;
      const runId = manualRunId(name, date, clock.now());
      await publisher.publish(exportTopics.due, { export: name, date, runId });
      return runId;
    },
  };

  async function readRecent() {
    const now = clock.now();
    const to = dayInZone(now, zone);
    const from = addDays(to, 1 - daysOfGaps);
    const found = await runs.query({ where: [{ field: 'date', op: '>=', value: from }] });
    const time = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, timeStyle: 'short' }).format(now);
    const missing = findMissingExports(
      exports,
      found.map(({ value }) => value),
      { from, to, time },
    );
    return { missing, recent: found.toSorted((a, b) => (a.value.startedAt < b.value.startedAt ? 1 : -1)) };
  }

  function viewRun(id: string, run: ExportRun): ExportsView['runs'][number] {
    const { file, mail } = run;
    return {
      id,
      export: run.export,
      title: exports.find(({ name }) => name === run.export)?.title ?? run.export,
      date: run.date,
      status: run.status,
      label: exportStatusLabels[run.status],
      startedAt: run.startedAt,
      reason: run.reason,
      file: file === null ? null : { name: file.name, rows: file.rows, bytes: file.bytes },
      mail: mail === null ? null : mailStatusLabels[mail.status],
    };
  }
}
