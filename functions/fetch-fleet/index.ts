import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { windowPlannedSchema } from '../../shared/messages/fleet.ts';
import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { openDocuments, openObjects, openPublisher } from '../../shared/wiring/cloud.ts';
import { fleetApiEnvironment } from '../../shared/wiring/environment.ts';
import { openFleetApi } from '../../shared/wiring/fleet-api.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';

const environment = readEnv(fleetApiEnvironment);
const ports = {
  api: await openFleetApi(environment),
  documents: openDocuments(environment),
  objects: openObjects(environment),
  rawBucket: environment.GCS_RAW_BUCKET_NAME,
  flattenedBucket: environment.GCS_FLATTENED_BUCKET_NAME,
  publisher: openPublisher(environment),
  clock: systemClock,
};

onCloudMessage(
  'fetch-fleet',
  windowPlannedSchema,
  environment,
  atFirstUse(async () => (await import('./fetch-fleet.ts')).createFetchFleet(ports)),
);
