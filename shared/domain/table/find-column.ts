import { TableError } from './table-error.ts';

/**
 * The place of the column that has one of the accepted names (the first of them that is there); accents, case, Unicode
 * form and surrounding spaces do not matter. @throws TableError when none is there, or when one is there twice.
 */
export function findColumn(columns: readonly string[], acceptedNames: readonly string[]): number {
  const keys = columns.map(columnKey);
  for (const name of acceptedNames) {
    const key = columnKey(name);
    const place = keys.indexOf(key);
    if (place === -1) continue;
    if (keys.indexOf(key, place + 1) !== -1) throw new TableError(`la colonne « ${name} » est là plusieurs fois`);
    return place;
  }
  const wanted = acceptedNames.map((name) => `« ${name} »`).join(' ou ');
  const found = columns.map((name) => `« ${name} »`).join(', ');
  throw new TableError(`colonne ${wanted} introuvable ; colonnes trouvées : ${found}`);
}

/** A column's name as it is compared: without accents, case, nor surrounding, repeated or no-break spaces. */
export function columnKey(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s+/gu, ' ').trim().toLowerCase();
}
