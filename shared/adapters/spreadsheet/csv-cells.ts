import { type ColumnOfValues, TextColumn } from '../../ports/column-of-values.ts';
import type { CellKind } from '../../ports/table-writer.ts';
import { type ByteBlock, reserve } from './byte-block.ts';
import type { ClockReader } from './zone-clock.ts';

const needsQuotes = /[";\r\n]/;
const quoted = reserve([0x22, 0x3b, 0x0d, 0x0a]);

/** Puts the column's value of that row into the file. @returns why it cannot, if so. */
export type PutCell = (block: ByteBlock, values: ColumnOfValues | undefined, row: number) => string | undefined;

/** How values of that kind are put. Numbers have a decimal comma, as Excel in French reads them. */
export function csvCell(kind: CellKind, readClock: ClockReader): PutCell {
  const putText =
    kind === 'number'
      ? putNumber
      : kind === 'datetime'
        ? (block: ByteBlock, text: string) => block.put(readClock(text))
        : putPlainText;
  const putDigits =
    kind === 'text' ? (block: ByteBlock, value: number) => putPlainText(block, String(value)) : putNumber;
  return (block, values, row) => {
    if (kind === 'text' && values instanceof TextColumn) {
      putBytes(block, values, row);
      return undefined;
    }
    const value = values?.at(row);
    if (value === null || value === undefined) return undefined;
    if (typeof value === 'string') putText(block, value);
    else if (typeof value === 'number') putDigits(block, value);
    else if (typeof value === 'boolean') block.put(value ? 'oui' : 'non');
    else return `${JSON.stringify(value).slice(0, 80)} is no value of a cell`;
    return undefined;
  };
}

/** What a spreadsheet would take for a formula is read as text behind a `'`; what RFC 4180 says to quote is quoted. */
export function textCell(text: string): string {
  const guarded = isFormulaSign(text.charCodeAt(0)) ? `'${text}` : text;
  return needsQuotes.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** The same, straight: most texts need neither. */
function putPlainText(block: ByteBlock, text: string): void {
  // Most begin with a letter: one comparison tells.
  const first = text.charCodeAt(0);
  if ((first <= 0x40 && isFormulaSign(first)) || !block.putPlain(text, quoted)) block.put(textCell(text));
}

function putBytes(block: ByteBlock, texts: TextColumn, row: number): void {
  const start = texts.starts[row] ?? -1;
  const end = texts.ends[row] ?? start;
  if (start < 0 || end === start) return;
  const isSafe = !isFormulaSign(texts.bytes[start] ?? 0);
  if (!isSafe || !block.putPlainBytes(texts.bytes, start, end, quoted)) block.put(textCell(texts.at(row) ?? ''));
}

/** `=`, `+`, `-`, `@`, TAB, CR. */
function isFormulaSign(code: number): boolean {
  return code === 0x3d || code === 0x2b || code === 0x2d || code === 0x40 || code === 0x09 || code === 0x0d;
}

/** Whole numbers beyond 2^53 come as their digits. */
function putNumber(block: ByteBlock, value: number | string): void {
  if (typeof value === 'number' && Number.isSafeInteger(value)) block.putInteger(value);
  else block.put(String(value).replace('.', ','));
}
