/** How a delimited table is written. */
export interface Dialect {
  readonly delimiter: Delimiter;
  readonly quote: Quote;
}

export type Delimiter = ';' | ',' | '\t' | '|';
export type Quote = '"' | "'" | 'none';
