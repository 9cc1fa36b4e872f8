import * as z from 'zod';
import type { Clock } from '../../shared/ports/clock.ts';
import { type DocumentStore, typedCollection } from '../../shared/ports/documents.ts';
import { RetryLaterError } from '../../shared/ports/failures.ts';

const leaseSchema = z.object({ runId: z.string().nullable(), owner: z.string(), until: z.iso.datetime() });
const leaseSeconds = 600;

export interface CollectLease {
  hold<T>(runId: string, work: () => Promise<T>): Promise<T>;
}

/**
 * One run at a time takes the portal's list: portals keep filters by user, so that two lists at once would disturb each
 * other. A second run is asked to come back; a run that died is replaced by its own redelivery, or after ten minutes.
 */
export function openCollectLease(documents: DocumentStore, clock: Clock, owner: string): CollectLease {
  const leases = typedCollection(documents, 'leases', leaseSchema);
  const id = 'collect-interventions';
  return {
    async hold(runId, work) {
      const now = clock.now();
      const until = new Date(now.getTime() + leaseSeconds * 1000).toISOString();
      await leases.transaction(id, (current) => {
        if (current?.runId && current.runId !== runId && current.owner !== owner && current.until > now.toISOString()) {
          throw new RetryLaterError(`run ${current.runId} is taking the list`, 30);
        }
        return { next: { runId, owner, until }, result: undefined };
      });
      try {
        return await work();
      } finally {
        await leases.transaction(id, (current) =>
          current?.runId === runId ? { next: { ...current, runId: null }, result: undefined } : { result: undefined },
        );
      }
    },
  };
}
