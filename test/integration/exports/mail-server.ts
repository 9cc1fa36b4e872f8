import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

const folder = path.resolve(import.meta.dirname, '../../fixtures/tls');
const key = readFileSync(path.join(folder, 'localhost-key.pem'), 'utf8');
export const certificate = readFileSync(path.join(folder, 'localhost-cert.pem'), 'utf8');

export interface ReceivedMail extends Email {
  /** Who it was for, as the envelope says. */
  readonly recipients: readonly string[];
  readonly login: string | undefined;
}

export interface MailServerOptions {
  readonly login?: { readonly user: string; readonly password: string };
  readonly refusedAddresses?: readonly string[];
  /** Runs when a whole mail has come, before it is answered: what it throws is the answer. */
  readonly onMail?: (mail: ReceivedMail) => Promise<void> | void;
  readonly port?: number;
}

/** A real SMTP server on this machine with STARTTLS, that keeps whole mails only. */
export async function startMailServer(options: MailServerOptions = {}) {
  const mails: ReceivedMail[] = [];
  const { login, refusedAddresses = [] } = options;
  const server = new SMTPServer({
    key,
    cert: certificate,
    authOptional: login === undefined,
    allowInsecureAuth: false,
    disableReverseLookup: true,
    onAuth({ username, password }, _session, done) {
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(Object.assign(new Error('Authentication credentials invalid'), { responseCode: 535 }));
    },
    onRcptTo({ address }, _session, done) {
      if (refusedAddresses.includes(address))
        done(Object.assign(new Error('No such user here'), { responseCode: 550 }));
      else done();
    },
    onData(stream, session, done) {
      const receive = async (): Promise<void> => {
        const email = await PostalMime.parse(await buffer(stream));
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        const mail = { ...email, recipients, login: session.user };
        await options.onMail?.(mail);
        mails.push(mail);
      };
      receive().then(
        () => done(),
        (error: Error) => done(error),
      );
    },
  });
  // A client that dies in the middle is what some tests are about.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const credentials = login === undefined ? '' : `${login.user}:${encodeURIComponent(login.password)}@`;
  return {
    url: `smtp://${credentials}127.0.0.1:${port}`,
    port,
    mails,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
