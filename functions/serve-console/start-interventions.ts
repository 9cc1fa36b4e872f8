import { runIdOf } from '../../shared/domain/interventions/run.ts';
import { topics } from '../../shared/messages/interventions.ts';
import { toDocument } from '../../shared/ports/documents.ts';
import type { ConsolePorts } from './console-ports.ts';

/** Asks for a run over these days; today when none is given. @returns its id. */
export async function startInterventions(
  days: { readonly from?: string | undefined; readonly to?: string | undefined },
  { publisher, clock }: Pick<ConsolePorts, 'publisher' | 'clock'>,
): Promise<string> {
  const runId = runIdOf(clock.now().toISOString(), {});
  await publisher.publish(topics.interventionsDue, toDocument({ runId, ...days }));
  return runId;
}
