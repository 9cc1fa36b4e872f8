import type { Dialect } from './dialect.ts';
import { endOfLine, type RecordRead, readRecord } from './read-record.ts';

/** The row that begins at `at`, or why it cannot be read; `isOpen` when its last quote may be closed by text to come. */
export function readRow(
  text: string,
  at: number,
  width: number,
  dialect: Dialect,
): RecordRead | { readonly reason: string; readonly isOpen: boolean } {
  const record = readRecord(text, at, dialect);
  if ('fault' in record) {
    const reason =
      record.fault === 'unclosed' ? 'guillemet ouvert et jamais fermé' : 'guillemet fermé au milieu d’une case';
    return { reason, isOpen: record.fault === 'unclosed' };
  }
  const { length } = record.cells;
  if (length !== width) return { reason: `${length} case${length > 1 ? 's' : ''} au lieu de ${width}`, isOpen: false };
  if (swallowsRows(text, at, record.next, width, dialect)) {
    return { reason: 'guillemet égaré : la case avalerait les lignes suivantes', isOpen: false };
  }
  return record;
}

/**
 * Whether a row of several lines is rather several rows between two stray quotes: each of its lines, its quotes taken as
 * ordinary characters, has the right number of cells by itself. With two columns or less that may be chance.
 */
function swallowsRows(text: string, start: number, next: number, width: number, { delimiter }: Dialect): boolean {
  if (width < 3 || endOfLine(text, start).next === next) return false;
  let lines = 0;
  for (let at = start; at < next; lines += 1) {
    const record = readRecord(text, at, { delimiter, quote: 'none' });
    if ('fault' in record || record.cells.length !== width) return false;
    at = record.next;
  }
  return lines > 1;
}

/** How many lines end in that part of the text. */
export function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
