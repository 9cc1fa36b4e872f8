import { createHash } from 'node:crypto';

/** One file of a delivery, as the store knows it. */
export interface DeliveredFile {
  readonly table: string;
  readonly name: string;
  readonly version: string;
  /** ISO 8601 UTC. */
  readonly updatedAt: string;
}

/** Which data it is, and since when: of two deliveries the one that came later counts, whichever is imported last. */
export interface DeliveryIdentity {
  readonly version: string;
  /** ISO 8601 UTC: when the last of its files came. */
  readonly deliveredAt: string;
}

/**
 * The same files always have the same version, and one file that is written again another: repeated work meets itself.
 * `now`: when a delivery without a file came.
 */
export function identifyDelivery(files: readonly DeliveredFile[], now: string): DeliveryIdentity {
  const facts = files.map(({ name, version }) => `${name} ${version}`).sort();
  const version = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 12);
  const latest = files.map(({ updatedAt }) => updatedAt).sort();
  return { version, deliveredAt: latest.at(-1) ?? now };
}

/** Whether the first came before the second; two of the same instant are ordered by their versions. */
export function isOlder(a: DeliveryIdentity, b: DeliveryIdentity): boolean {
  return a.deliveredAt === b.deliveredAt ? a.version < b.version : a.deliveredAt < b.deliveredAt;
}
