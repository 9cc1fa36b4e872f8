import { readEnv } from '../../shared/runtime/read-env.ts';
import { openCloud } from '../../shared/wiring/cloud.ts';
import { payloadEnvironment } from '../../shared/wiring/environment.ts';
import { onStage } from '../../shared/wiring/on-stage.ts';
import { createFormatIntervention } from './format-intervention.ts';

const name = 'format-intervention';
const environment = readEnv(payloadEnvironment);
const cloud = openCloud(name, environment);
const { PAYLOAD_WITH_REGION: withRegion, PAYLOAD_WITH_PTO: withPto } = environment;

onStage(name, 'format', cloud, createFormatIntervention({ withRegion, withPto }));
