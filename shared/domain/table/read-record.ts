import type { Dialect } from './dialect.ts';

export interface RecordRead {
  readonly cells: readonly string[];
  /** Where the next record begins. */
  readonly next: number;
}

/** A quote that is never closed, or closed in the middle of a cell. */
export interface RecordFault {
  readonly fault: 'unclosed' | 'misplaced';
}

/**
 * The record that begins at `start` (RFC 4180). A quote that does not begin its cell is an ordinary character. Lines end
 * with LF or CRLF. A parser of our own, since a table with one stray quote has to be taken up again on the next line, and
 * csv-parse gives the rest up.
 */
export function readRecord(text: string, start: number, { delimiter, quote }: Dialect): RecordRead | RecordFault {
  const cells: string[] = [];
  const lineEnd = endOfLine(text, start);
  let at = start;
  let end = lineEnd;
  for (;;) {
    if (quote !== 'none' && text[at] === quote) {
      const closing = closingQuote(text, at, quote);
      if (closing === -1) return { fault: 'unclosed' };
      cells.push(text.slice(at + 1, closing).replaceAll(quote + quote, quote));
      at = closing + 1;
      if (at > end.at) end = endOfLine(text, at);
      if (at !== end.at && text[at] !== delimiter) return { fault: 'misplaced' };
    } else {
      const next = text.indexOf(delimiter, at);
      const cellEnd = next === -1 || next > end.at ? end.at : next;
      cells.push(text.slice(at, cellEnd));
      at = cellEnd;
    }
    if (at === end.at) return { cells, next: end.next };
    at += 1;
  }
}

/** Where the line ends, without its end (`at`) and with it (`next`). */
export function endOfLine(text: string, from: number): { readonly at: number; readonly next: number } {
  const feed = text.indexOf('\n', from);
  if (feed === -1) return { at: text.length, next: text.length };
  return { at: feed > from && text[feed - 1] === '\r' ? feed - 1 : feed, next: feed + 1 };
}

function closingQuote(text: string, opening: number, quote: string): number {
  let at = text.indexOf(quote, opening + 1);
  while (at !== -1 && text[at + 1] === quote) at = text.indexOf(quote, at + 2);
  return at;
}
