import { openMemory, openRuns } from '../../shared/pipeline/memory.ts';
import { onMessage } from '../../shared/runtime/on-message.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { openCloud } from '../../shared/wiring/cloud.ts';
import { cloudEnvironment } from '../../shared/wiring/environment.ts';
import { createKeepRejected, deadLetterSchema } from './keep-rejected.ts';

const name = 'keep-rejected';
const { documents, publisher, clock, logger } = openCloud(name, readEnv(cloudEnvironment));

onMessage(
  { name, schema: deadLetterSchema, rejected: documents, logger },
  createKeepRejected({ documents, memory: openMemory(documents), runs: openRuns(documents), publisher, clock }),
);
