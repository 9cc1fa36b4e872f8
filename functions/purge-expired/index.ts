import { purgeDueSchema } from '../../shared/messages/interventions.ts';
import { openMemory } from '../../shared/pipeline/memory.ts';
import { onMessage } from '../../shared/runtime/on-message.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { buckets } from '../../shared/wiring/buckets.ts';
import { openCloud } from '../../shared/wiring/cloud.ts';
import { cloudEnvironment, retentionEnvironment } from '../../shared/wiring/environment.ts';
import { createPurgeExpired } from './purge-expired.ts';

const name = 'purge-expired';
const environment = readEnv(cloudEnvironment.extend(retentionEnvironment));
const { documents, objects, clock, logger } = openCloud(name, environment);

onMessage(
  { name, schema: purgeDueSchema, rejected: documents, logger },
  createPurgeExpired({
    memory: openMemory(documents),
    objects,
    clock,
    photosBucket: buckets.photos,
    tablesBucket: buckets.tables,
    photoRetentionDays: environment.PHOTO_RETENTION_DAYS,
  }),
);
