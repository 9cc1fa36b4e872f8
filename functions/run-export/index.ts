import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { exportDueSchema } from '../../shared/messages/exports.ts';
import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { count } from '../../shared/runtime/trace/telling.ts';
import { openDocuments, openObjects, openPublisher, openWarehouse } from '../../shared/wiring/cloud.ts';
import { zoneEnvironment } from '../../shared/wiring/environment.ts';
import { loadExports } from '../../shared/wiring/load-exports.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';
import { openTableWriters } from '../../shared/wiring/table-writers.ts';

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
  'run-export',
  exportDueSchema,
  environment,
  atFirstUse(async () => {
    const { createRunExport } = await import('./run-export.ts');
    const writers = await openTableWriters(environment.TZ_BUSINESS);
    return createRunExport({ ...ports, exports: await loadExports(), writers });
  }),
);
