import type { Dialect } from './dialect.ts';
import { countLines } from './read-row.ts';
import { createBlockReader, type TableReject, type TableRow } from './read-row-blocks.ts';

export interface RowsRead {
  readonly rows: readonly TableRow[];
  readonly rejects: readonly TableReject[];
}

/**
 * The rows of `width` cells from `start` on. A row that cannot be read costs its first line only: reading goes on with the
 * next line.
 */
export function readRows(text: string, start: number, width: number, dialect: Dialect): RowsRead {
  const read = createBlockReader(width, dialect, 1 + countLines(text, 0, start));
  const { rows, rejects } = read(text.slice(start), true);
  return { rows: rows.map(({ line, cells }) => ({ line, cells })), rejects };
}
