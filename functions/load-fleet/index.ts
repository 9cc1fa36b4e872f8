import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { windowFetchedSchema } from '../../shared/messages/fleet.ts';
import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { count } from '../../shared/runtime/trace/telling.ts';
import { openDocuments, openObjects, openPublisher, openWarehouse } from '../../shared/wiring/cloud.ts';
import { fleetLoadEnvironment } from '../../shared/wiring/environment.ts';
import { countFleetRows } from '../../shared/wiring/fleet-meter.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';

const environment = readEnv(fleetLoadEnvironment);
const ports = {
  documents: openDocuments(environment),
  objects: openObjects(environment),
  rawBucket: environment.GCS_RAW_BUCKET_NAME,
  flattenedBucket: environment.GCS_FLATTENED_BUCKET_NAME,
  warehouse: openWarehouse(environment),
  dataset: environment.DATABASE_ID,
  publisher: openPublisher(environment),
  clock: systemClock,
  count,
  observe: countFleetRows,
};

onCloudMessage(
  'load-fleet',
  windowFetchedSchema,
  environment,
  atFirstUse(async () => (await import('./load-fleet.ts')).createLoadFleet(ports)),
);
