import type { FleetTable } from '../../shared/domain/fleet/catalogue-schema.ts';
import type { FleetRow } from '../../shared/domain/fleet/flatten.ts';

export interface RowSet {
  readonly size: number;
  add(row: FleetRow): void;
  /** One JSON line a row, in the order of the keys. */
  lines(): Iterable<string>;
}

/**
 * The rows of one table and window, one a key: pages that shift while they are read repeat rows. Of two with a key the one
 * that changed last counts, else the one that came last.
 */
export function createRowSet({ key, columns }: FleetTable): RowSet {
  const version = 'updatedAtTime' in columns ? 'updatedAtTime' : undefined;
  const lines = new Map<string, string>();
  const versions = new Map<string, string>();
  return {
    get size() {
      return lines.size;
    },
    add(row) {
      let id = '';
      for (const column of key) id += keyPart(row[column]);
      if (version !== undefined) {
        const changedAt = String(row[version] ?? '');
        if (changedAt < (versions.get(id) ?? '')) return;
        versions.set(id, changedAt);
      }
      lines.set(id, `${JSON.stringify(row)}\n`);
    },
    *lines() {
      for (const id of [...lines.keys()].sort()) yield lines.get(id) ?? '';
    },
  };
}

/** One column of a key as text that no other value gives, in the order of texts. */
function keyPart(value: FleetRow[string] | undefined): string {
  if (typeof value === 'string' && !value.includes('\u0001')) return `${value}\u0001`;
  return `\u0001${JSON.stringify(value ?? null)}\u0001`;
}
