import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { fleetAuditDueSchema } from '../../shared/messages/fleet.ts';
import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { openDocuments, openObjects, openPublisher } from '../../shared/wiring/cloud.ts';
import { fleetRawEnvironment } from '../../shared/wiring/environment.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';

const environment = readEnv(fleetRawEnvironment);
const ports = {
  documents: openDocuments(environment),
  objects: openObjects(environment),
  rawBucket: environment.GCS_RAW_BUCKET_NAME,
  publisher: openPublisher(environment),
  clock: systemClock,
};

onCloudMessage(
  'audit-fleet',
  fleetAuditDueSchema,
  environment,
  atFirstUse(async () => (await import('./audit-fleet.ts')).createAuditFleet(ports)),
);
