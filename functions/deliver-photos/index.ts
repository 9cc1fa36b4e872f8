import { readEnv } from '../../shared/runtime/read-env.ts';
import { buckets } from '../../shared/wiring/buckets.ts';
import { openCloud } from '../../shared/wiring/cloud.ts';
import { openDestination } from '../../shared/wiring/destination.ts';
import { destinationEnvironment, retentionEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';
import { createDeliverPhotos } from './deliver-photos.ts';

const name = 'deliver-photos';
const environment = readEnv(destinationEnvironment.extend(retentionEnvironment));
const cloud = openCloud(name, environment);
const destination = await openDestination(environment, cloud.secrets);
const { objects, clock } = cloud;
const retentionDays = environment.PHOTO_RETENTION_DAYS;

onStage(
  name,
  'deliver',
  cloud,
  createDeliverPhotos({ destination, objects, bucket: buckets.photos, clock, retentionDays }),
);
