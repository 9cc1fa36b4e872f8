import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { cloudEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';

onStage(
  'rename-photos',
  'rename',
  readEnv(cloudEnvironment),
  atFirstUse(async () => (await import('./rename-photos.ts')).createRenamePhotos()),
);
