import { readEnv } from '../../shared/runtime/read-env.ts';
import { buckets } from '../../shared/wiring/buckets.ts';
import { openCloud } from '../../shared/wiring/cloud.ts';
import { portalEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';
import { openPortal } from '../../shared/wiring/portal.ts';
import { createCollectPhotos } from './collect-photos.ts';

const name = 'collect-photos';
const environment = readEnv(portalEnvironment);
const cloud = openCloud(name, environment);
const portal = await openPortal(environment, cloud);

onStage(name, 'photos', cloud, createCollectPhotos({ portal, objects: cloud.objects, bucket: buckets.photos }));
