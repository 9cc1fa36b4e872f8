import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { buckets } from '../../shared/wiring/buckets.ts';
import { openObjects } from '../../shared/wiring/cloud.ts';
import { portalEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';
import { openPortal } from '../../shared/wiring/portal.ts';

const environment = readEnv(portalEnvironment);
const portal = await openPortal(environment, 'record');
const objects = openObjects(environment);

onStage(
  'collect-photos',
  'photos',
  environment,
  atFirstUse(async () =>
    (await import('./collect-photos.ts')).createCollectPhotos({ portal, objects, bucket: buckets.photos }),
  ),
);
