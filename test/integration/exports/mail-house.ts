import { createMailExport } from '../../../functions/mail-export/mail-export.ts';
import type { MailExportPorts } from '../../../functions/mail-export/mail-ports.ts';
import { createSmtpMailer } from '../../../shared/adapters/smtp/smtp-mailer.ts';
import { type ExportHouse, silent } from './export-house.ts';
import { certificate, type MailServerOptions, startMailServer } from './mail-server.ts';

export const readers = ['ana@exemple.fr', 'bob@exemple.fr'];
export const operators = ['exploitation@exemple.fr'];

/** A mail server, and the function that mails the house's exports through it. */
export async function openMailHouse(house: ExportHouse, options: MailServerOptions = {}) {
  const server = await startMailServer(options);
  const ports: MailExportPorts = {
    exports: house.ports.exports,
    documents: house.ports.documents,
    objects: house.ports.objects,
    clock: house.ports.clock,
    count: house.ports.count,
    mailer: createSmtpMailer({ url: server.url, from: 'Terrain <terrain@exemple.fr>', ca: certificate }),
    readersOf: () => readers,
    operators,
    owner: 'embedded',
    sign: undefined,
  };
  return {
    server,
    ports,
    /** Delivers one `export-written`. */
    deliver: (runId: string, changed: Partial<MailExportPorts> = {}) =>
      createMailExport({ ...ports, ...changed })({ runId }, { logger: silent }),
    mailsTo: (address: string) => server.mails.filter(({ recipients }) => recipients.includes(address)),
    close: () => server.close(),
  };
}
export type MailHouse = Awaited<ReturnType<typeof openMailHouse>>;
