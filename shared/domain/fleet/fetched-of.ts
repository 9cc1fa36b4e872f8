import type { Fetched } from './ledger.ts';
import type { Manifest } from './manifest.ts';

/** What the ledger keeps of a manifest. */
export function fetchedOf(name: string, manifest: Manifest): Fetched {
  const { generation, pages, rows, bytes, sha256, askedAt, completedAt } = manifest;
  return { generation, manifest: name, pages, rows, bytes, sha256, askedAt, at: completedAt };
}
