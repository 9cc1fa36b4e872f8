import { MailMaybeSentError, MailRefusedError } from '../../ports/mailer.ts';
import type { SmtpServer } from './smtp-url.ts';

/** What went wrong at the server, by nodemailer's code: the words people read, and what they can look at. */
const refusals: Readonly<Record<string, string>> = {
  EAUTH: 'refuse l’identifiant ou le mot de passe (SMTP_URL)',
  ENOAUTH: 'demande un identifiant et un mot de passe (SMTP_URL)',
  EENVELOPE: 'refuse l’expéditeur (MAIL_FROM) ou tous les destinataires',
  EMESSAGE: 'refuse le message',
  ETLS: 'n’offre pas TLS, sans lequel rien ne lui est envoyé',
};

/**
 * nodemailer's error as the port's; what may be otherwise next time stays a plain error that names the server.
 * `mayHaveLeft`: the mail's end was on its way.
 */
export function translateFailure(error: unknown, { host, port }: SmtpServer, mayHaveLeft: boolean): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  // Ours: an attachment that could not be read, or a mail whose end was held back.
  if (error.code === 'ESTREAM') return error;
  const status = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined;
  const words = 'response' in error && typeof error.response === 'string' ? error.response : error.message;
  const what = refusals[error.code];
  const forGood = status === undefined ? error.code === 'ETLS' || error.code === 'ENOAUTH' : status >= 500;
  if (what !== undefined && forGood)
    return new MailRefusedError(`le serveur SMTP ${host}:${port} ${what} : ${words}`, { cause: error });
  if (mayHaveLeft && status === undefined)
    return new MailMaybeSentError(`le serveur SMTP ${host}:${port} n’a pas répondu à la fin du message : ${words}`, {
      cause: error,
    });
  return new Error(`le serveur SMTP ${host}:${port} ne prend pas le message maintenant : ${words}`, { cause: error });
}
