import { documentId } from '../../shared/domain/interventions/document-id.ts';
import type { StageWork } from '../../shared/pipeline/stage.ts';
import type { Destination } from '../../shared/ports/destination.ts';
import { PermanentError } from '../../shared/ports/failures.ts';

/** Sends the formatted intervention to the destination. */
export function createSendIntervention({ destination }: { readonly destination: Destination }): StageWork {
  return async ({ reference, payload }) => {
    if (payload === null) throw new PermanentError(`${reference} has no body to send`);
    await destination.sendInterventions([payload], `intervention:${documentId(reference)}`);
    return (current) => current;
  };
}
