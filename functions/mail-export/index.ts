import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { exportWrittenSchema } from '../../shared/messages/exports.ts';
import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { count } from '../../shared/runtime/trace/telling.ts';
import { leaseOwner, openDocuments, openObjects } from '../../shared/wiring/cloud.ts';
import { exportMailEnvironment } from '../../shared/wiring/environment.ts';
import { openReaders } from '../../shared/wiring/export-readers.ts';
import { loadExports } from '../../shared/wiring/load-exports.ts';
import { openMailer } from '../../shared/wiring/mailer.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';
import { openSignedUrls } from '../../shared/wiring/signed-urls.ts';

const environment = readEnv(exportMailEnvironment);
const ports = {
  documents: openDocuments(environment),
  objects: openObjects(environment),
  clock: systemClock,
  count,
  mailer: await openMailer(environment),
  readersOf: await openReaders(environment.EXPORT_MAIL_TO),
  operators: environment.OPERATOR_MAIL_TO,
  owner: leaseOwner(environment),
  sign: openSignedUrls(environment),
};

onCloudMessage(
  'mail-export',
  exportWrittenSchema,
  environment,
  atFirstUse(async () => {
    const { createMailExport } = await import('./mail-export.ts');
    return createMailExport({ ...ports, exports: await loadExports() });
  }),
);
