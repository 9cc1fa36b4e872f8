import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { buckets } from '../../shared/wiring/buckets.ts';
import { openObjects } from '../../shared/wiring/cloud.ts';
import { openDestination } from '../../shared/wiring/destination.ts';
import { destinationEnvironment, retentionEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';

const environment = readEnv(destinationEnvironment.extend(retentionEnvironment));
const ports = {
  destination: await openDestination(environment),
  objects: openObjects(environment),
  bucket: buckets.photos,
  clock: systemClock,
  retentionDays: environment.PHOTO_RETENTION_DAYS,
};

onStage(
  'deliver-photos',
  'deliver',
  environment,
  atFirstUse(async () => (await import('./deliver-photos.ts')).createDeliverPhotos(ports)),
);
