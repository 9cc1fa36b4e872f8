import type { VisitesList } from '../domain/visites/lists/list.ts';
import type { Row } from '../domain/visites/lists/read-list.ts';
import { toCsv } from './csv.ts';

/** A list as CSV: its published keys are the columns; where items have parts, a line a part, then the item's own keys. */
export function listToCsv({ parts }: VisitesList, rows: readonly Row[]): string {
  const lines =
    parts === undefined
      ? rows.map(({ item }) => item)
      : rows.flatMap(({ item, parts: own }) => (own.length === 0 ? [item] : own.map((part) => ({ ...item, ...part }))));
  const columns = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  return toCsv(
    columns,
    lines.map((line) => columns.map((column) => line[column])),
  );
}
