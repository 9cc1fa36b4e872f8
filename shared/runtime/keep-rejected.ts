import { type Rejected, rejectedCollection } from '../messages/rejected.ts';
import type { DocumentStore } from '../ports/documents.ts';
import { toDocument } from '../ports/documents.ts';
import { AlreadyExistsError } from '../ports/failures.ts';

/**
 * Keeps a message under its id, once: a redelivery changes nothing, so that an operator's mark on it stays.
 * When another function has kept the same message, it is kept under `<id>-<function>` too.
 */
export async function keepRejected(documents: DocumentStore, rejected: Rejected): Promise<void> {
  if (await createOrFind(documents, rejected.messageId, rejected)) return;
  await createOrFind(documents, `${rejected.messageId}-${rejected.function}`, rejected);
}

/** True when the document is there now and this function's. */
async function createOrFind(documents: DocumentStore, id: string, rejected: Rejected): Promise<boolean> {
  try {
    await documents.create(rejectedCollection, id, toDocument(rejected));
    return true;
  } catch (error) {
    if (!(error instanceof AlreadyExistsError)) throw error;
    const kept = await documents.get(rejectedCollection, id);
    return kept?.function === rejected.function;
  }
}
