import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { fleetDueSchema } from '../../shared/messages/fleet.ts';
import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { openDocuments, openObjects, openPublisher } from '../../shared/wiring/cloud.ts';
import { fleetPlanEnvironment } from '../../shared/wiring/environment.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';

const environment = readEnv(fleetPlanEnvironment);
const ports = {
  documents: openDocuments(environment),
  objects: openObjects(environment),
  rawBucket: environment.GCS_RAW_BUCKET_NAME,
  publisher: openPublisher(environment),
  clock: systemClock,
  lookbackDays: environment.FLEET_LOOKBACK_DAYS,
};

onCloudMessage(
  'plan-fleet',
  fleetDueSchema,
  environment,
  atFirstUse(async () => (await import('./plan-fleet.ts')).createPlanFleet(ports)),
);
