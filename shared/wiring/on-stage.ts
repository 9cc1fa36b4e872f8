import { systemClock } from '../adapters/system/system-clock.ts';
import type { Stage } from '../domain/interventions/intervention.ts';
import { interventionMessageSchema } from '../messages/interventions.ts';
import { openMemory } from '../pipeline/memory.ts';
import { createStage, type StageWork } from '../pipeline/stage.ts';
import { leaseOwner, openDocuments, openPublisher } from './cloud.ts';
import type { CloudEnvironment } from './environment.ts';
import { onCloudMessage } from './on-cloud-message.ts';

/** Registers a function as the consumer of one stage's messages. */
export function onStage(name: string, stage: Stage, environment: CloudEnvironment, work: StageWork): void {
  const ports = {
    memory: openMemory(openDocuments(environment)),
    publisher: openPublisher(environment),
    clock: systemClock,
    owner: leaseOwner(environment),
  };
  onCloudMessage(name, interventionMessageSchema, environment, createStage(stage, ports, work));
}
