import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { purgeDueSchema } from '../../shared/messages/interventions.ts';
import { importsBucket } from '../../shared/pipeline/delivery/find-delivery.ts';
import { exportsBucket } from '../../shared/pipeline/exports/export-runs.ts';
import { openMemory } from '../../shared/pipeline/memory.ts';
import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { buckets } from '../../shared/wiring/buckets.ts';
import { openDocuments, openObjects } from '../../shared/wiring/cloud.ts';
import { cloudEnvironment, retentionEnvironment } from '../../shared/wiring/environment.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';

const environment = readEnv(cloudEnvironment.extend(retentionEnvironment));
const documents = openDocuments(environment);
const ports = {
  documents,
  memory: openMemory(documents),
  objects: openObjects(environment),
  clock: systemClock,
  photosBucket: buckets.photos,
  tablesBucket: buckets.tables,
  peopleBuckets: [importsBucket, exportsBucket],
  photoRetentionDays: environment.PHOTO_RETENTION_DAYS,
};

onCloudMessage(
  'purge-expired',
  purgeDueSchema,
  environment,
  atFirstUse(async () => (await import('./purge-expired.ts')).createPurgeExpired(ports)),
);
