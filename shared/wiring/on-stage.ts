import type { Stage } from '../domain/interventions/intervention.ts';
import { interventionMessageSchema } from '../messages/interventions.ts';
import { openMemory } from '../pipeline/memory.ts';
import { createStage, type StageWork } from '../pipeline/stage.ts';
import { onMessage } from '../runtime/on-message.ts';
import type { Cloud } from './cloud.ts';

/** Registers a function as the consumer of one stage's messages. */
export function onStage(name: string, stage: Stage, cloud: Cloud, work: StageWork): void {
  const { documents, publisher, clock, owner, logger } = cloud;
  onMessage(
    { name, schema: interventionMessageSchema, rejected: documents, logger },
    createStage(stage, { memory: openMemory(documents), publisher, clock, owner }, work),
  );
}
