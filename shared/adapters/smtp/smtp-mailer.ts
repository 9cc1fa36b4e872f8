import { Readable, Transform } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Mailer } from '../../ports/mailer.ts';
import { toReceipt } from './mail-receipt.ts';
import { translateFailure } from './smtp-failures.ts';
import { readSmtpUrl } from './smtp-url.ts';

export interface SmtpOptions {
  /** `smtps://user:password@host:465`, or `smtp://...:587`, which must offer TLS unless it is this machine. */
  readonly url: string;
  readonly from: string;
  /** A certificate to trust instead of the usual ones, in PEM. */
  readonly ca?: string;
}

const connectMilliseconds = 20_000;
/** A server may look at a large mail for a while before it answers. */
const silenceMilliseconds = 120_000;

/** Mails through one SMTP server, a connection each: they are few. @throws InvalidRequestError when the URL is none. */
export function createSmtpMailer({ url, from, ca }: SmtpOptions): Mailer {
  const server = readSmtpUrl(url);
  const options = {
    ...server,
    connectionTimeout: connectMilliseconds,
    greetingTimeout: connectMilliseconds,
    socketTimeout: silenceMilliseconds,
    // What a mail holds comes from us alone: it names no file and no address to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
  } as const;

  return {
    async send({ to, subject, text, messageId, attachments: files = [] }, beforeEnd = async () => undefined) {
      const attachments = files.map(({ fileName, contentType, open }) => ({
        filename: fileName,
        contentType,
        content: Readable.from(open()),
      }));
      let mayHaveLeft = false;
      const transport = createTransport(options);
      transport.use('stream', ({ message }, done) => {
        message.transform(() =>
          passThenWait(async () => {
            await beforeEnd();
            mayHaveLeft = true;
          }),
        );
        done();
      });
      try {
        const sent = await transport.sendMail({ from, to: [...to], subject, text, messageId, attachments });
        return toReceipt(sent);
      } catch (error) {
        throw translateFailure(error, server, mayHaveLeft);
      } finally {
        for (const { content } of attachments) content.destroy();
      }
    },
  };
}

/** Passes the mail on; its end comes once the work is done, and not at all when it fails. */
function passThenWait(work: () => Promise<void>): Transform {
  return new Transform({
    transform: (chunk, _encoding, done) => done(null, chunk),
    flush: (done) => void work().then(() => done(), done),
  });
}
