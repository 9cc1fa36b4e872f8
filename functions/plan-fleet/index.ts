import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { fleetDueSchema } from '../../shared/messages/fleet.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { openDocuments, openObjects, openPublisher } from '../../shared/wiring/cloud.ts';
import { fleetPlanEnvironment } from '../../shared/wiring/environment.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';
import { createPlanFleet } from './plan-fleet.ts';

const environment = readEnv(fleetPlanEnvironment);

onCloudMessage(
  'plan-fleet',
  fleetDueSchema,
  environment,
  createPlanFleet({
    documents: openDocuments(environment),
    objects: openObjects(environment),
    rawBucket: environment.GCS_RAW_BUCKET_NAME,
    publisher: openPublisher(environment),
    clock: systemClock,
    lookbackDays: environment.FLEET_LOOKBACK_DAYS,
  }),
);
