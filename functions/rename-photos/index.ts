import { readEnv } from '../../shared/runtime/read-env.ts';
import { openCloud } from '../../shared/wiring/cloud.ts';
import { cloudEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';
import { createRenamePhotos } from './rename-photos.ts';

const name = 'rename-photos';
const environment = readEnv(cloudEnvironment);
const cloud = openCloud(name, environment);

onStage(name, 'rename', cloud, createRenamePhotos());
