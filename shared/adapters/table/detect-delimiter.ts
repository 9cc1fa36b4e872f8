import type { Delimiter, Quote } from './parse-table.ts';
import { readRecord } from './read-record.ts';

const delimiters: readonly Delimiter[] = [';', '\t', ',', '|'];
const sampleRecords = 20;

/**
 * The delimiter by which most of the first records have as many cells as the header, and the header the most; `;` when
 * none parts it.
 */
export function detectDelimiter(text: string, start: number, quote: Quote): Delimiter {
  const scored = delimiters.map((delimiter) => ({ delimiter, ...score(text, start, { delimiter, quote }) }));
  const parting = scored.filter(({ columns }) => columns > 1);
  const best = parting.toSorted((a, b) => b.agreeing - a.agreeing || b.columns - a.columns)[0];
  return best?.delimiter ?? ';';
}

function score(text: string, start: number, dialect: { readonly delimiter: Delimiter; readonly quote: Quote }) {
  let columns = 0;
  let agreeing = 0;
  let at = start;
  for (let count = 0; count < sampleRecords && at < text.length; count += 1) {
    const record = readRecord(text, at, dialect);
    if ('fault' in record) break;
    if (count === 0) columns = record.cells.length;
    if (record.cells.length === columns) agreeing += 1;
    at = record.next;
  }
  return { columns, agreeing };
}
