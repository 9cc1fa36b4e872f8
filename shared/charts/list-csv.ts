import type { VisitesList } from '../domain/visites/lists/list.ts';
import type { Row } from '../domain/visites/lists/read-list.ts';
import { toCsv } from './csv.ts';

/** A list as CSV: its published keys are the columns; where items have parts, a line a part, then the item's own keys. */
export function listToCsv({ parts, label, value }: VisitesList, rows: readonly Row[]): string {
  const lines =
    parts === undefined
      ? rows.map(({ item }) => item)
      : rows.flatMap(({ item, parts: own }) => (own.length === 0 ? [item] : own.map((part) => ({ ...item, ...part }))));
  // Of an empty list, what it would say of an item.
  const known = lines.length === 0 ? [...[label].flat(), value] : lines.flatMap((line) => Object.keys(line));
  const columns = [...new Set(known)];
  return toCsv(
    columns,
    lines.map((line) => columns.map((column) => line[column])),
  );
}
