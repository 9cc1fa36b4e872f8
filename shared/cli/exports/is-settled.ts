import type { ExportDefinition } from '../../domain/exports/export-definition.ts';
import type { ExportRun, MailState } from '../../domain/exports/export-run.ts';

/**
 * Whether there is nothing to wait for: the file is there, or will not be, and the mails about it have left, or cannot now.
 * A mail that the server does not take now is tried again by the host that stays.
 */
export function isSettled({ status, mail, report }: ExportRun, { deliver }: ExportDefinition): boolean {
  if (status === 'en_cours') return false;
  if (status !== 'ecrit') return hasEnded(report);
  if (!deliver.mail) return true;
  if (!hasEnded(mail)) return false;
  const isTrouble =
    mail?.status === 'refuse' || mail?.status === 'incertain' || (mail?.status === 'envoye' && mail.reason !== null);
  return isTrouble ? hasEnded(report) : true;
}

function hasEnded(mail: MailState | null): boolean {
  if (mail === null || mail.status === 'en_envoi') return false;
  return mail.status !== 'prevu' || mail.reason !== null;
}
