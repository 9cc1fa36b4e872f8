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
 * Reads a delimited table whose first line names the columns. Every line is in a row or in a reject, but for blank ones.
 * @throws TableError when there is no header line.
 */
export function parseTable(
  _text: string,
  _options: { readonly delimiter: Delimiter | 'auto'; readonly quote: Quote },
): Table {
  throw new Error('not written yet');
}
