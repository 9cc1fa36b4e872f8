import type { DocumentStore } from '../../ports/documents.ts';
import type { Publisher } from '../../ports/messages.ts';

/** What tells whether something is there already, and asks the functions for it. */
export interface SeedPorts {
  readonly broker: Publisher;
  readonly documents: DocumentStore;
}
