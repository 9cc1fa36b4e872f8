import { closeRunMessageSchema } from '../../shared/messages/interventions.ts';
import { openMemory, openRuns } from '../../shared/pipeline/memory.ts';
import { onMessage } from '../../shared/runtime/on-message.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { openCloud } from '../../shared/wiring/cloud.ts';
import { cloudEnvironment } from '../../shared/wiring/environment.ts';
import { createCloseRun } from './close-run.ts';

const name = 'close-run';
const { documents, warehouse, clock, logger } = openCloud(name, readEnv(cloudEnvironment));

onMessage(
  { name, schema: closeRunMessageSchema, rejected: documents, logger },
  createCloseRun({ documents, memory: openMemory(documents), runs: openRuns(documents), warehouse, clock }),
);
