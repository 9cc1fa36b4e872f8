import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { deliveredSchema } from '../../shared/messages/deliveries.ts';
import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { count } from '../../shared/runtime/trace/telling.ts';
import { openDocuments, openObjects, openPublisher, openWarehouse } from '../../shared/wiring/cloud.ts';
import { visitesImportEnvironment } from '../../shared/wiring/environment.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';

const environment = readEnv(visitesImportEnvironment);
const objects = openObjects(environment);
const ports = {
  documents: openDocuments(environment),
  objects,
  warehouse: openWarehouse(environment),
  publisher: openPublisher(environment),
  clock: systemClock,
  count,
  zone: environment.TZ_BUSINESS,
};

onCloudMessage(
  'import-visites',
  deliveredSchema,
  environment,
  atFirstUse(async () => {
    const { createImportVisites } = await import('./import-visites.ts');
    const { beginSnapshot, dropSnapshot } = await import('../../shared/pipeline/visites/snapshot-objects.ts');
    return createImportVisites({
      ...ports,
      // A version that has a snapshot from another time loses it all the same.
      dropVersion: (version) => dropSnapshot(objects, version),
      ...(environment.VISITES_ENGINE === 'snapshot'
        ? { beginVersion: (version: string) => beginSnapshot(objects, version) }
        : {}),
    });
  }),
);
