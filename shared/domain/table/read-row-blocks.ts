import type { Dialect } from './dialect.ts';
import { endOfLine } from './read-record.ts';
import { countLines, readRow } from './read-row.ts';

export interface TableRow {
  /** 1-based physical line where the row starts. */
  readonly line: number;
  /** As many as there are columns, untrimmed. */
  readonly cells: readonly string[];
}

export interface TableReject {
  readonly line: number;
  /** In French, for people. */
  readonly reason: string;
  readonly text: string;
}

/** With the row as it stands in the file. */
export interface BlockRow extends TableRow {
  readonly text: string;
}

/** A quote that is still open after so many characters is a stray one. */
const maxOpenCharacters = 1024 * 1024;

/**
 * Reads rows of `width` cells out of blocks of whole lines that come one after the other, the first of them at `line`. A
 * cell may hold line breaks and go on in the next block; a row that cannot be read costs its first line only.
 */
export function createBlockReader(width: number, dialect: Dialect, firstLine: number) {
  let open = '';
  let line = firstLine;

  return (block: string, isLast: boolean): { rows: BlockRow[]; rejects: TableReject[] } => {
    const text = open + block;
    open = '';
    const rows: BlockRow[] = [];
    const rejects: TableReject[] = [];
    let at = 0;
    while (at < text.length) {
      const end = endOfLine(text, at);
      if (end.at === at) {
        at = end.next;
        line += 1;
        continue;
      }
      const row = readRow(text, at, width, dialect);
      if ('cells' in row) {
        rows.push({ line, cells: row.cells, text: text.slice(at, row.next).trimEnd() });
        line += row.next === end.next ? 1 : countLines(text, at, row.next);
        at = row.next;
        continue;
      }
      if (row.isOpen && !isLast && text.length - at < maxOpenCharacters) {
        open = text.slice(at);
        break;
      }
      rejects.push({ line, reason: row.reason, text: text.slice(at, end.at) });
      line += 1;
      at = end.next;
    }
    return { rows, rejects };
  };
}
