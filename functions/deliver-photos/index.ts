import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { buckets } from '../../shared/wiring/buckets.ts';
import { openObjects } from '../../shared/wiring/cloud.ts';
import { openDestination } from '../../shared/wiring/destination.ts';
import { destinationEnvironment, retentionEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';
import { createDeliverPhotos } from './deliver-photos.ts';

const environment = readEnv(destinationEnvironment.extend(retentionEnvironment));

onStage(
  'deliver-photos',
  'deliver',
  environment,
  createDeliverPhotos({
    destination: await openDestination(environment),
    objects: openObjects(environment),
    bucket: buckets.photos,
    clock: systemClock,
    retentionDays: environment.PHOTO_RETENTION_DAYS,
  }),
);
