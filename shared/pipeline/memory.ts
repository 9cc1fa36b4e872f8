import { interventionSchema } from '../domain/interventions/intervention.ts';
import { runSchema } from '../domain/interventions/run.ts';
import { type DocumentStore, typedCollection } from '../ports/documents.ts';

/** The memory of interventions: `interventions/{documentId(reference)}`. */
export function openMemory(documents: DocumentStore) {
  return typedCollection(documents, 'interventions', interventionSchema);
}
export type Memory = ReturnType<typeof openMemory>;

/** The passages over the portal: `runs/{id}`. */
export function openRuns(documents: DocumentStore) {
  return typedCollection(documents, 'runs', runSchema);
}
export type Runs = ReturnType<typeof openRuns>;
