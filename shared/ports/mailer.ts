import { PermanentError } from './failures.ts';

export interface MailAttachment {
  readonly fileName: string;
  readonly contentType: string;
  /** Opened once for each try. */
  open(): AsyncIterable<Uint8Array>;
}

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly MailAttachment[];
  /** Names the mail, the same on every try: whoever receives it twice can tell. `<name@domain>`. */
  readonly messageId: string;
}

export interface MailReceipt {
  readonly accepted: readonly string[];
  /** Addresses that the server would not take, with its own words; the others got the mail. */
  readonly refused: readonly { readonly address: string; readonly reason: string }[];
}

/** The mail server will never take this mail, from us or for any of these addresses; the message has its own words, in French. */
export class MailRefusedError extends PermanentError {
  override name = 'MailRefusedError';
}

/** The mail was whole at the server, or nearly, and its answer never came: nobody can know whether it has left. */
export class MailMaybeSentError extends Error {
  override name = 'MailMaybeSentError';
}

/**
 * Sends mails (SMTP). A mail cannot be sent once for sure: the server's last answer may be lost. What can be known is
 * whether it may have left, and `beforeEnd` is the place to write that down.
 */
export interface Mailer {
  /**
   * Sends the mail to every address that the server takes. `beforeEnd` is called once, when the server has everything but
   * the sign that the mail is whole: until it has returned the mail cannot leave, whatever happens; from then on it may have.
   * When it throws, the mail does not leave.
   * @throws MailRefusedError when the server refuses login, sender, every address or the mail itself · MailMaybeSentError
   * when no answer came after the mail's end · anything else has sent nothing, and may be tried again.
   */
  send(mail: Mail, beforeEnd?: () => Promise<void>): Promise<MailReceipt>;
}
