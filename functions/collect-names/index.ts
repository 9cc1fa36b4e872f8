import { readEnv } from '../../shared/runtime/read-env.ts';
import { portalEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';
import { openPortal } from '../../shared/wiring/portal.ts';
import { createCollectNames } from './collect-names.ts';

const environment = readEnv(portalEnvironment);
const portal = await openPortal(environment);

onStage('collect-names', 'names', environment, createCollectNames({ portal }));
