import { readEnv } from '../../shared/runtime/read-env.ts';
import { openCloud } from '../../shared/wiring/cloud.ts';
import { portalEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';
import { openPortal } from '../../shared/wiring/portal.ts';
import { createCollectNames } from './collect-names.ts';

const name = 'collect-names';
const environment = readEnv(portalEnvironment);
const cloud = openCloud(name, environment);
const portal = await openPortal(environment, cloud);

onStage(name, 'names', cloud, createCollectNames({ portal }));
