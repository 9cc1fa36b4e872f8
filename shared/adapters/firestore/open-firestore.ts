import { Firestore } from '@google-cloud/firestore';

export interface FirestoreOptions {
  readonly projectId: string;
  /** `(default)` unless said. */
  readonly databaseId?: string;
  /** How long a read, a write or a transaction may try in all; 30 s unless said. */
  readonly limitMs?: number;
}

/**
 * A client of the project's Firestore; of the emulator when `FIRESTORE_EMULATOR_HOST` is set (the client's own rule).
 * It speaks gRPC: ready as soon as with REST and twice as fast afterwards (docs/adr/0011-documents-in-firestore.md).
 */
export function openFirestore({ projectId, databaseId }: FirestoreOptions, limitMs: number): Firestore {
  // Without a time-out of its own the client repeats a commit for ten minutes, long after its message came again.
  const methods = { Commit: { timeout_millis: limitMs } };
  return new Firestore({
    projectId,
    ...(databaseId === undefined ? {} : { databaseId }),
    clientConfig: { interfaces: { 'google.firestore.v1.Firestore': { methods } } },
  });
}
