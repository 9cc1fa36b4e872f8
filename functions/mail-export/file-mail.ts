import { formatDay } from '../../shared/domain/day.ts';
import type { ExportRun } from '../../shared/domain/exports/export-run.ts';
import { exportsBucket } from '../../shared/pipeline/exports/export-runs.ts';
import type { MailExportPorts } from './mail-ports.ts';
import type { MadeMail } from './send-once.ts';

const largestAttachmentBytes = 10_000_000;
const linkSeconds = 7 * 24 * 3600;

const contentTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The mail with the file, or above 10 MB with a link to it that works for a week. */
export async function fileMail(
  runId: string,
  { export: name, date, file }: ExportRun,
  title: string,
  { objects, sign }: MailExportPorts,
): Promise<MadeMail> {
  if (file === null) throw new Error(`run ${runId} has no file`);
  const isLarge = file.bytes > largestAttachmentBytes;
  const open = () => objects.read(exportsBucket, file.object);
  const attachment = {
    fileName: file.name,
    contentType: contentTypes[file.name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    open,
  };
  const count = `${file.rows.toLocaleString('fr-FR')} ligne${file.rows > 1 ? 's' : ''}`;
  const text = [
    'Bonjour,',
    `Voici l’export « ${title} » du ${formatDay(date)} : ${file.rows === 0 ? 'il est vide, aucune ligne ne répond à ses critères ce jour-là' : count}.`,
    isLarge ? await linkTo(file, sign) : `Le fichier ${file.name} est joint.`,
    `Empreinte SHA-256 : ${file.sha256}`,
    'Terrain',
  ].join('\n\n');
  return {
    withLink: isLarge,
    mail: {
      subject: `export ${name} du ${formatDay(date)}${file.rows === 0 ? ' (vide)' : ''}`,
      text: `${text}\n`,
      messageId: `<${runId}.mail@terrain>`,
      attachments: isLarge ? [] : [attachment],
    },
  };
}

async function linkTo(file: NonNullable<ExportRun['file']>, sign: MailExportPorts['sign']): Promise<string> {
  const size = `${(file.bytes / 1e6).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} Mo`;
  if (sign === undefined)
    return `Le fichier ${file.name} (${size}) est trop gros pour un message. Il est sur le serveur de Terrain : ${exportsBucket}/${file.object}`;
  const link = await sign(exportsBucket, file.object, linkSeconds);
  return `Le fichier ${file.name} (${size}) est trop gros pour un message. Ce lien l’ouvre pendant une semaine :\n${link}`;
}
