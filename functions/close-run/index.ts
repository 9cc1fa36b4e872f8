import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { closeRunMessageSchema } from '../../shared/messages/interventions.ts';
import { openMemory, openRuns } from '../../shared/pipeline/memory.ts';
import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { count } from '../../shared/runtime/trace/telling.ts';
import { openDocuments, openWarehouse } from '../../shared/wiring/cloud.ts';
import { cloudEnvironment } from '../../shared/wiring/environment.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';

const environment = readEnv(cloudEnvironment);
const documents = openDocuments(environment);
const ports = {
  documents,
  memory: openMemory(documents),
  runs: openRuns(documents),
  warehouse: openWarehouse(environment),
  clock: systemClock,
  count,
};

onCloudMessage(
  'close-run',
  closeRunMessageSchema,
  environment,
  atFirstUse(async () => (await import('./close-run.ts')).createCloseRun(ports)),
);
