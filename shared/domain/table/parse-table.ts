import { delimiters, detectDelimiter } from './detect-delimiter.ts';
import type { Delimiter, Quote } from './dialect.ts';
import { columnKey } from './find-column.ts';
import { readRecord } from './read-record.ts';
import { type RowsRead, readRows } from './read-rows.ts';
import { TableError } from './table-error.ts';

export type { Delimiter, Quote } from './dialect.ts';

export interface Table extends RowsRead {
  /** Trimmed; a column without a name is empty. */
  readonly columns: readonly string[];
  readonly delimiter: Delimiter;
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
  const [preamble = '', announced] = /^(?:sep=([;,\t|])\r?\n)?(?:[ \t]*\r?\n)*/.exec(source) ?? [];
  const start = preamble.length;
  const delimiter =
    options.delimiter === 'auto'
      ? (delimiters.find((sign) => sign === announced) ?? detectDelimiter(source, start, options.quote))
      : options.delimiter;
  const dialect = { delimiter, quote: options.quote };
  if (start === source.length) throw new TableError('la table est vide : pas même une ligne de titres');
  const header = readRecord(source, start, dialect);
  if ('fault' in header) throw new TableError('la ligne de titres est illisible : un guillemet n’y est pas fermé');
  const columns = header.cells.map((cell) => cell.trim());
  return {
    columns,
    delimiter,
    ...readRows(source, header.next, columns.length, dialect),
    endsWithNewline: source.endsWith('\n'),
    warnings: warnColumns(columns),
  };
}

function warnColumns(columns: readonly string[]): string[] {
  const keys = columns.map(columnKey);
  const repeated = columns.filter((name, place) => name !== '' && keys.indexOf(columnKey(name)) !== place);
  return [
    ...columns.flatMap((name, place) => (name === '' ? [`la colonne ${place + 1} n’a pas de nom`] : [])),
    ...repeated.map((name) => `la colonne « ${name} » est là plusieurs fois`),
  ];
}
