import { fleetRunSchema } from '../../domain/fleet/fleet-run.ts';
import { type DocumentStore, typedCollection } from '../../ports/documents.ts';

/** The passages over the fleet's windows: `fleet-runs/{id}`. */
export function openFleetRuns(documents: DocumentStore) {
  return typedCollection(documents, 'fleet-runs', fleetRunSchema);
}
