import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { portalEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';
import { openPortal } from '../../shared/wiring/portal.ts';

const environment = readEnv(portalEnvironment);
const portal = await openPortal(environment, 'names');

onStage(
  'collect-names',
  'names',
  environment,
  atFirstUse(async () => (await import('./collect-names.ts')).createCollectNames({ portal })),
);
