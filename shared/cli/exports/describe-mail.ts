import { type MailState, mailStatusLabels } from '../../domain/exports/export-run.ts';
import { counted } from '../terminal/counted.ts';

/** What became of a file's mail, in French. */
export function describeMail({ status, accepted, reason }: Pick<MailState, 'status' | 'accepted' | 'reason'>): string {
  if (status === 'envoye') {
    const to = `Mail envoyé à ${counted(accepted, 'destinataire', 'destinataires')}`;
    return reason === null ? to : `${to} ; refusé pour ${reason}`;
  }
  const told = `Mail ${mailStatusLabels[status]}${reason === null ? '' : ` : ${reason}`}`;
  return status === 'prevu' ? `${told}. Il est essayé encore tant qu’un Terrain tourne : npm start` : told;
}
