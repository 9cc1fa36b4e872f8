import { openPortal } from '../../shared/wiring/portal.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { openCloud } from '../../shared/wiring/cloud.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';
import { createCollectNames } from './collect-names.ts';
import { portalEnvironment } from '../../shared/wiring/environment.ts';

const name = 'collect-names';
const environment = readEnv(portalEnvironment);
const cloud = openCloud(name, environment);
const portal = await openPortal(environment, cloud);

onStage(name, 'names', cloud, createCollectNames({ portal }));
