import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { openMemory, openRuns } from '../../shared/pipeline/memory.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { openDocuments, openPublisher } from '../../shared/wiring/cloud.ts';
import { cloudEnvironment } from '../../shared/wiring/environment.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';
import { createKeepRejected, deadLetterSchema } from './keep-rejected.ts';

const environment = readEnv(cloudEnvironment);
const documents = openDocuments(environment);

onCloudMessage(
  'keep-rejected',
  deadLetterSchema,
  environment,
  createKeepRejected({
    documents,
    memory: openMemory(documents),
    runs: openRuns(documents),
    publisher: openPublisher(environment),
    clock: systemClock,
  }),
);
