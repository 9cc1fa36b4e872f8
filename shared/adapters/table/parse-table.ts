import { detectDelimiter } from './detect-delimiter.ts';
import { columnKey } from './find-column.ts';
import { type Dialect, endOfLine, readRecord } from './read-record.ts';
import { TableError } from './table-error.ts';

export type Delimiter = ';' | ',' | '\t' | '|';
export type Quote = '"' | "'" | 'none';

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

export interface Table {
  /** Trimmed; a column without a name is empty. */
  readonly columns: readonly string[];
  readonly delimiter: Delimiter;
  readonly rows: readonly TableRow[];
  readonly rejects: readonly TableReject[];
  /** False when the last line has no end: the body may have been cut. */
  readonly endsWithNewline: boolean;
  /** In French: columns without a name, or of the same name. */
  readonly warnings: readonly string[];
}

/**
 * Reads a delimited table whose first line that is not blank names the columns; Excel's `sep=;` line before it is obeyed.
 * Every later line is in a row or in a reject, but for empty ones. A row that cannot be read costs its first line only:
 * reading goes on with the next. @throws TableError when there is no header line.
 */
export function parseTable(
  text: string,
  options: { readonly delimiter: Delimiter | 'auto'; readonly quote: Quote },
): Table {
  const source = text.includes('\n') ? text : text.replaceAll('\r', '\n');
  const preamble = /^(?:sep=([;,\t|])\r?\n)?(?:[ \t]*\r?\n)*/.exec(source);
  const start = preamble?.[0].length ?? 0;
  const announced = (['', ';', ',', '\t', '|'] as const).find((sign) => sign !== '' && sign === preamble?.[1]);
  const delimiter =
    options.delimiter === 'auto' ? announced || detectDelimiter(source, start, options.quote) : options.delimiter;
  const dialect = { delimiter, quote: options.quote };
  if (start === source.length) throw new TableError('la table est vide : pas même une ligne de titres');
  const header = readRecord(source, start, dialect);
  if ('fault' in header) throw new TableError('la ligne de titres est illisible : un guillemet n’y est pas fermé');
  const columns = header.cells.map((cell) => cell.trim());
  return {
    columns,
    delimiter,
    ...readRows(source, start, header.next, columns.length, dialect),
    endsWithNewline: source.endsWith('\n'),
    warnings: warnColumns(columns),
  };
}

function readRows(text: string, headerStart: number, start: number, width: number, dialect: Dialect) {
  const rows: TableRow[] = [];
  const rejects: TableReject[] = [];
  let line = 1 + countLines(text, 0, headerStart) + countLines(text, headerStart, start);
  let at = start;
  while (at < text.length) {
    const end = endOfLine(text, at);
    if (end.at === at) {
      at = end.next;
      line += 1;
      continue;
    }
    const outcome = readRow(text, at, width, dialect);
    if ('reason' in outcome) rejects.push({ line, reason: outcome.reason, text: text.slice(at, end.at) });
    else rows.push({ line, cells: outcome.cells });
    const next = 'reason' in outcome ? end.next : outcome.next;
    line += countLines(text, at, next);
    at = next;
  }
  return { rows, rejects };
}

function readRow(text: string, at: number, width: number, dialect: Dialect) {
  const record = readRecord(text, at, dialect);
  if ('fault' in record) {
    const reason =
      record.fault === 'unclosed' ? 'guillemet ouvert et jamais fermé' : 'guillemet fermé au milieu d’une case';
    return { reason };
  }
  if (record.cells.length !== width) return { reason: `${record.cells.length} cases au lieu de ${width}` };
  if (swallowsRows(text, at, record.next, width, dialect)) {
    return { reason: 'guillemet égaré : la case avalerait les lignes suivantes' };
  }
  return record;
}

/**
 * Whether a row of several lines is rather several rows between two stray quotes: each of its lines, its quotes taken as
 * ordinary characters, has the right number of cells by itself. With two columns or less that may be chance.
 */
function swallowsRows(text: string, start: number, next: number, width: number, { delimiter }: Dialect): boolean {
  if (width < 3) return false;
  let lines = 0;
  for (let at = start; at < next; lines += 1) {
    const record = readRecord(text, at, { delimiter, quote: 'none' });
    if ('fault' in record || record.cells.length !== width) return false;
    at = record.next;
  }
  return lines > 1;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function warnColumns(columns: readonly string[]): string[] {
  const keys = columns.map(columnKey);
  const repeated = columns.filter((name, place) => name !== '' && keys.indexOf(columnKey(name)) !== place);
  return [
    ...columns.flatMap((name, place) => (name === '' ? [`la colonne ${place + 1} n’a pas de nom`] : [])),
    ...repeated.map((name) => `la colonne « ${name} » est là plusieurs fois`),
  ];
}
