import path from 'node:path';
import type { ExportDefinition } from '../../domain/exports/export-definition.ts';
import { type ExportRun, exportStatusLabels, manualRunId } from '../../domain/exports/export-run.ts';
import { exportTopics } from '../../messages/exports.ts';
import { exportsBucket, openExportRuns } from '../../pipeline/exports/export-runs.ts';
import { embeddedCloud } from '../../wiring/embedded-cloud.ts';
import type { HostEnvironment } from '../embedded-host.ts';
import { pause, stoppingMessage, stopStatus } from '../stop-request.ts';
import type { Output } from '../terminal/live-lines.ts';
import { formatBytes, formatDuration } from '../terminal/table.ts';
import type { Workplace } from '../workplace.ts';
import { copyOut } from './copy-out.ts';
import { describeMail } from './describe-mail.ts';
import type { ExportOptions } from './export-options.ts';
import { isSettled } from './is-settled.ts';

const lookMilliseconds = 50;

interface OneExport extends Pick<ExportOptions, 'date' | 'settings' | 'out'> {
  readonly definition: ExportDefinition;
}

/** Runs the export and waits until its file is there, or cannot be, and its mails have left, or cannot. */
export async function runOneExport(
  { broker, documents, logFile }: Workplace,
  { definition, date, settings, out }: OneExport,
  environment: HostEnvironment,
  output: Output,
  stop: AbortSignal,
): Promise<number> {
  const runs = openExportRuns(documents);
  const runId = manualRunId(definition.name, date, new Date());
  await broker.publish(exportTopics.due, { export: definition.name, date, runId, settings: { ...settings } });
  let run: ExportRun | undefined;
  while (!stop.aborted) {
    await pause(lookMilliseconds, stop);
    const backlog = await broker.backlog();
    run = await runs.get(runId);
    if (run !== undefined && isSettled(run, definition)) break;
    // Whatever became of its messages, nobody works at them any more.
    if ((backlog['run-export'] ?? 0) + (backlog['mail-export'] ?? 0) === 0) break;
  }
  if (stop.aborted) {
    output.write(stoppingMessage);
    return stopStatus(stop);
  }
  if (run?.report?.status === 'prevu' && run.report.reason !== null)
    output.write(`L’exploitant n’a pas pu être prévenu : ${run.report.reason}\n`);
  if (run === undefined || run.file === null) {
    output.write(
      `${definition.title} : ${exportStatusLabels[run?.status ?? 'echoue']}. ${run?.reason ?? ''}\nDétails : ${logFile}\n`,
    );
    return 1;
  }
  const { objects } = embeddedCloud(environment.TERRAIN_DATA).open();
  const object = run.placedAs ?? run.file.object;
  const kept = path.join(environment.TERRAIN_DATA, 'objects', exportsBucket, object);
  const file = out === undefined ? kept : await copyOut(objects, run, out);
  const { rows, bytes, sha256, durationMilliseconds } = run.file;
  output.write(
    `${definition.title} : ${rows.toLocaleString('fr-FR')} lignes, ${formatBytes(bytes)}, ${formatDuration(durationMilliseconds)}\n`,
  );
  output.write(`SHA-256 ${sha256}\n`);
  for (const line of troublesOf(run)) output.write(`${line}\n`);
  output.write(`${file}\n`);
  return run.status === 'ecrit' && isDelivered(run) ? 0 : 1;
}

function isDelivered({ mail }: ExportRun): boolean {
  return (
    mail === null || (['envoye', 'sans'].includes(mail.status) && (mail.status === 'sans' || mail.reason === null))
  );
}

function troublesOf({ status, reason, mail, placedAs }: ExportRun): string[] {
  if (status !== 'ecrit') return [`Le fichier est ${exportStatusLabels[status]} : ${reason ?? ''}`];
  const place =
    placedAs === null ? ['Un autre passage de ce jour a déjà ce nom de fichier : ce passage garde le sien.'] : [];
  if (mail === null || mail.status === 'sans') return place;
  return [...place, describeMail(mail)];
}
