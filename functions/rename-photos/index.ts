import { readEnv } from '../../shared/runtime/read-env.ts';
import { cloudEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';
import { createRenamePhotos } from './rename-photos.ts';

onStage('rename-photos', 'rename', readEnv(cloudEnvironment), createRenamePhotos());
