import type { Delimiter, Dialect, Quote } from './dialect.ts';
import { endOfLine, readRecord } from './read-record.ts';

export const delimiters: readonly Delimiter[] = [';', '\t', ',', '|'];
const sampleRecords = 20;

/**
 * The delimiter that parts the header, and the first records into as many cells as the header, the most; `;` when none
 * parts the header.
 */
export function detectDelimiter(text: string, start: number, quote: Quote): Delimiter {
  const scored = delimiters.map((delimiter) => ({ delimiter, cuts: countCuts(text, start, { delimiter, quote }) }));
  return scored.toSorted((a, b) => b.cuts - a.cuts)[0]?.delimiter ?? ';';
}

/** How many delimiters there are in the first records that have as many as the header. */
function countCuts(text: string, start: number, dialect: Dialect): number {
  let headerCuts: number | undefined;
  let cuts = 0;
  let at = start;
  for (let count = 0; count < sampleRecords && at < text.length; count += 1) {
    const record = readRecord(text, at, dialect);
    if ('fault' in record) {
      at = endOfLine(text, at).next;
      continue;
    }
    headerCuts ??= record.cells.length - 1;
    if (record.cells.length - 1 === headerCuts) cuts += headerCuts;
    at = record.next;
  }
  return cuts;
}
