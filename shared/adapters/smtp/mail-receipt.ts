import type { MailReceipt } from '../../ports/mailer.ts';

interface Sent {
  readonly accepted?: readonly (string | { readonly address: string })[] | undefined;
  readonly rejectedErrors?: readonly unknown[] | undefined;
}

/** Who gets the mail, and whom the server would not take, from nodemailer's answer. */
export function toReceipt({ accepted = [], rejectedErrors = [] }: Sent): MailReceipt {
  return {
    accepted: accepted.map((one) => (typeof one === 'string' ? one : one.address)),
    refused: rejectedErrors.map((error) => ({ address: field(error, 'recipient'), reason: field(error, 'response') })),
  };
}

function field(error: unknown, name: 'recipient' | 'response'): string {
  const value = error instanceof Error && name in error ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : String(error);
}
