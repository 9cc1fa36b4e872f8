import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { payloadEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';

const environment = readEnv(payloadEnvironment);
const { PAYLOAD_WITH_REGION: withRegion, PAYLOAD_WITH_PTO: withPto } = environment;

onStage(
  'format-intervention',
  'format',
  environment,
  atFirstUse(async () => (await import('./format-intervention.ts')).createFormatIntervention({ withRegion, withPto })),
);
