import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { windowFetchedSchema } from '../../shared/messages/fleet.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { openDocuments, openObjects, openPublisher, openWarehouse } from '../../shared/wiring/cloud.ts';
import { fleetLoadEnvironment } from '../../shared/wiring/environment.ts';
import { countFleetRows } from '../../shared/wiring/fleet-meter.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';
import { createLoadFleet } from './load-fleet.ts';

const environment = readEnv(fleetLoadEnvironment);

onCloudMessage(
  'load-fleet',
  windowFetchedSchema,
  environment,
  createLoadFleet({
    documents: openDocuments(environment),
    objects: openObjects(environment),
    rawBucket: environment.GCS_RAW_BUCKET_NAME,
    flattenedBucket: environment.GCS_FLATTENED_BUCKET_NAME,
    warehouse: openWarehouse(environment),
    dataset: environment.DATABASE_ID,
    publisher: openPublisher(environment),
    clock: systemClock,
    observe: countFleetRows,
  }),
);
