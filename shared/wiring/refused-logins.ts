import * as z from 'zod';
import type { Clock } from '../ports/clock.ts';
import { type DocumentStore, typedCollection } from '../ports/documents.ts';
import type { RefusedLogins } from '../ports/portal.ts';

const refusedLoginSchema = z.object({ reason: z.string(), refusedAt: z.iso.datetime() });

/** Refused credentials are remembered for every instance, so that none tries them again: portals lock accounts. */
export function openRefusedLogins(documents: DocumentStore, clock: Clock): RefusedLogins {
  const refused = typedCollection(documents, 'refused-logins', refusedLoginSchema);
  return {
    reasonOf: async (fingerprint) => (await refused.get(fingerprint))?.reason,
    remember: (fingerprint, reason) => refused.set(fingerprint, { reason, refusedAt: clock.now().toISOString() }),
    forget: (fingerprint) => documents.delete('refused-logins', fingerprint),
  };
}
