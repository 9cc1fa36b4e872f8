import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { windowPlannedSchema } from '../../shared/messages/fleet.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { openDocuments, openObjects, openPublisher } from '../../shared/wiring/cloud.ts';
import { fleetApiEnvironment } from '../../shared/wiring/environment.ts';
import { openFleetApi } from '../../shared/wiring/fleet-api.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';
import { createFetchFleet } from './fetch-fleet.ts';

const environment = readEnv(fleetApiEnvironment);

onCloudMessage(
  'fetch-fleet',
  windowPlannedSchema,
  environment,
  createFetchFleet({
    api: await openFleetApi(environment),
    documents: openDocuments(environment),
    objects: openObjects(environment),
    rawBucket: environment.GCS_RAW_BUCKET_NAME,
    flattenedBucket: environment.GCS_FLATTENED_BUCKET_NAME,
    publisher: openPublisher(environment),
    clock: systemClock,
  }),
);
