import type { Mailer } from '../ports/mailer.ts';
import { resolveSecret } from './cloud.ts';
import type { MailEnvironment } from './environment.ts';
import { lazyMailer } from './lazy-ports.ts';

/** The mail server of the environment, or undefined when there is none. @throws ConfigurationError when its secret is not there. */
export async function openMailer(environment: MailEnvironment): Promise<Mailer | undefined> {
  const url = await resolveSecret(environment.SMTP_URL, environment);
  if (url === 'none') return undefined;
  return lazyMailer(async () => {
    const { createSmtpMailer } = await import('../adapters/smtp/smtp-mailer.ts');
    return createSmtpMailer({ url, from: environment.MAIL_FROM });
  });
}
