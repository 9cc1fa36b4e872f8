import { systemClock } from '../adapters/system/system-clock.ts';
import type { Stage } from '../domain/interventions/intervention.ts';
import { interventionMessageSchema } from '../messages/interventions.ts';
import type { StageWork } from '../pipeline/stage.ts';
import { atFirstUse } from '../runtime/at-first-use.ts';
import { count } from '../runtime/trace/telling.ts';
import { leaseOwner, openDocuments, openPublisher } from './cloud.ts';
import type { CloudEnvironment } from './environment.ts';
import { onCloudMessage } from './on-cloud-message.ts';

/** Registers a function as the consumer of one stage's messages. */
export function onStage(name: string, stage: Stage, environment: CloudEnvironment, work: StageWork): void {
  const documents = openDocuments(environment);
  const ports = { publisher: openPublisher(environment), clock: systemClock, count, owner: leaseOwner(environment) };
  const deliver = atFirstUse(async () => {
    const { createStage } = await import('../pipeline/stage.ts');
    const { openMemory } = await import('../pipeline/memory.ts');
    return createStage(stage, { memory: openMemory(documents), ...ports }, work);
  });
  onCloudMessage(name, interventionMessageSchema, environment, deliver);
}
