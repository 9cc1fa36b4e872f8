import type { FleetRow } from '../../shared/domain/fleet/flatten.ts';
import type { Json } from '../../shared/domain/fleet/fleet-json.ts';

/** The order of a table's rows: by their keys, column by column. */
export interface RowOrder {
  /** True when the row's key comes after the other's. */
  isAfter(row: FleetRow, other: FleetRow): boolean;
  /** The row's key as one text; the order of these texts is that of the rows, and no two keys have the same. */
  idOf(row: FleetRow): string;
}

/** @param key where the key's columns stand in a row. */
export function createRowOrder(key: readonly number[]): RowOrder {
  return {
    isAfter(row, other) {
      for (const at of key) {
        const [a, b] = [row[at], other[at]];
        if (a === b) continue;
        const [textA, textB] = [keyPart(a), keyPart(b)];
        if (textA !== textB) return textA > textB;
      }
      return false;
    },
    idOf: (row) => key.map((at) => `${keyPart(row[at])}\u0000`).join(''),
  };
}

/** One column of a key as text that no other value gives; the sign that ends it in an id is in none. */
function keyPart(value: Json | undefined): string {
  if (typeof value !== 'string') return `\u0001:${JSON.stringify(value ?? null)}`;
  if (!value.includes('\u0000') && !value.includes('\u0001')) return value;
  return value.replaceAll('\u0001', '\u00011').replaceAll('\u0000', '\u00010');
}
