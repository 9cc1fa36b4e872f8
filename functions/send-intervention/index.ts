import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { openDestination } from '../../shared/wiring/destination.ts';
import { destinationEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';

const environment = readEnv(destinationEnvironment);
const destination = await openDestination(environment);

onStage(
  'send-intervention',
  'send',
  environment,
  atFirstUse(async () => (await import('./send-intervention.ts')).createSendIntervention({ destination })),
);
