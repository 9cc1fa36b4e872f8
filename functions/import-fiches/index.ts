import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { deliveredSchema } from '../../shared/messages/deliveries.ts';
import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { count } from '../../shared/runtime/trace/telling.ts';
import { openDocuments, openObjects, openPublisher, openWarehouse } from '../../shared/wiring/cloud.ts';
import { zoneEnvironment } from '../../shared/wiring/environment.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';

const environment = readEnv(zoneEnvironment);
const ports = {
  documents: openDocuments(environment),
  objects: openObjects(environment),
  warehouse: openWarehouse(environment),
  publisher: openPublisher(environment),
  clock: systemClock,
  count,
  zone: environment.TZ_BUSINESS,
};

onCloudMessage(
  'import-fiches',
  deliveredSchema,
  environment,
  atFirstUse(async () => (await import('./import-fiches.ts')).createImportFiches(ports)),
);
