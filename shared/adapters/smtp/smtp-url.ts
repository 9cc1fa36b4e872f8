import { InvalidRequestError } from '../../ports/failures.ts';

const ownMachine = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** The server of an SMTP URL, as nodemailer takes it. @throws InvalidRequestError when it is none; the password stays out of it. */
export function readSmtpUrl(text: string) {
  const url = URL.parse(text);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '')
    throw new InvalidRequestError('SMTP_URL is not smtp://user:password@host:port or smtps://user:password@host:port');
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  return {
    host: url.hostname,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    // Without it a server, or whoever sits between, could just not offer TLS and read the password.
    requireTLS: !secure && !ownMachine.test(url.hostname),
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
  };
}
export type SmtpServer = ReturnType<typeof readSmtpUrl>;
