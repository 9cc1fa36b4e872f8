import { formatDay } from '../../shared/domain/day.ts';
import { type ExportRun, exportStatusLabels } from '../../shared/domain/exports/export-run.ts';
import { exportsBucket } from '../../shared/pipeline/exports/export-runs.ts';
import type { MadeMail } from './send-once.ts';

/** The operator's mail: what is wrong, where the file is, and the way out. */
export function reportMail(runId: string, run: ExportRun, title: string, trouble: string): MadeMail {
  const place = run.placedAs ?? run.file?.object;
  const text = [
    `Export « ${title} » (${run.export}) du ${formatDay(run.date)} : ${exportStatusLabels[run.status]}.`,
    trouble,
    place === undefined ? 'Il n’y a pas de fichier.' : `Le fichier reste disponible : ${exportsBucket}/${place}`,
    `Passage ${runId}, ${run.attempts} essai${run.attempts > 1 ? 's' : ''}. Pour le refaire : npm run terrain -- export ${run.export} --date ${run.date}`,
  ].join('\n\n');
  const subject = `Terrain : export ${run.export} du ${formatDay(run.date)} ${exportStatusLabels[run.status]}${run.status === 'ecrit' ? ', mais mal remis' : ''}`;
  return { withLink: false, mail: { subject, text: `${text}\n`, messageId: `<${runId}.report@terrain>` } };
}
