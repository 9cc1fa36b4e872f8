import type { Intervention } from '../domain/interventions/intervention.ts';
import { firstUnfinishedStage } from '../domain/interventions/progress.ts';
import { topics } from '../messages/interventions.ts';
import type { Publisher } from '../ports/messages.ts';
import { dueTopics } from './stage.ts';

/** Asks for the intervention's first unfinished stage. */
export async function publishDue(intervention: Intervention, publisher: Publisher): Promise<void> {
  const { runId, reference } = intervention;
  const stage = firstUnfinishedStage(intervention);
  await publisher.publish(stage === undefined ? topics.delivered : dueTopics[stage], { runId, reference });
}
