import type { JsonValue } from '../../ports/documents.ts';
import type { CellKind } from '../../ports/table-writer.ts';
import type { ClockReader } from './zone-clock.ts';

const needsQuotes = /[";\r\n]/;

/** What a spreadsheet would take for a formula is read as text behind a `'`; what RFC 4180 says to quote is quoted. */
export function textCell(text: string): string {
  const first = text.charCodeAt(0);
  // Most texts begin with a letter or a digit: one comparison tells.
  const guarded = first <= 0x40 && isFormulaSign(first) ? `'${text}` : text;
  return needsQuotes.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** `=`, `+`, `-`, `@`, TAB, CR. */
function isFormulaSign(code: number): boolean {
  return code === 0x3d || code === 0x2b || code === 0x2d || code === 0x40 || code === 0x09 || code === 0x0d;
}

/** A column's values as cells. Numbers have a decimal comma, as Excel in French reads them. */
export function csvTexts(
  values: readonly JsonValue[],
  kind: CellKind,
  readClock: ClockReader,
  refuse: (row: number, why: string) => never,
): string[] {
  const cellOf = kind === 'number' ? numberCell : kind === 'datetime' ? readClock : textCell;
  const texts = new Array<string>(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined) texts[row] = '';
    else if (typeof value === 'string') texts[row] = cellOf(value);
    else if (typeof value === 'number') texts[row] = kind === 'text' ? textCell(String(value)) : numberCell(value);
    else if (typeof value === 'boolean') texts[row] = value ? 'oui' : 'non';
    else refuse(row, `${JSON.stringify(value).slice(0, 80)} is no value of a cell`);
  }
  return texts;
}

/** Whole numbers beyond 2^53 come as their digits. */
function numberCell(value: number | string): string {
  const text = String(value);
  return Number.isInteger(value) ? text : text.replace('.', ',');
}
