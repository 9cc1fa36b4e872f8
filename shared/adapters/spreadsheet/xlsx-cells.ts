import { parseDayNumber } from '../../domain/warehouse/column-values.ts';
import type { JsonValue } from '../../ports/documents.ts';
import type { CellKind, TableColumn } from '../../ports/table-writer.ts';
import { cellStyles } from './workbook-xml.ts';
import { xmlText } from './xml-text.ts';
import type { ClockReader } from './zone-clock.ts';

/** Excel's own limit of a cell. */
const longestText = 32_767;
/** Excel counts days from 1900, with a 29 February that there was not: days are told right from 1 March 1900 on. */
const daysBefore1970 = 25_569;
const firstDay = 61;

/** A column's values as what follows `<c r="A1"`, empty for no cell. */
export function xlsxCells(
  values: readonly JsonValue[],
  kind: CellKind,
  readClock: ClockReader,
  refuse: (row: number, why: string) => never,
): string[] {
  const ofText = textWriters[kind];
  const cells = new Array<string>(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined || value === '') cells[row] = '';
    else if (typeof value === 'number') cells[row] = kind === 'text' ? textCell(String(value)) : `><v>${value}</v>`;
    else if (typeof value === 'boolean') cells[row] = textCell(value ? 'oui' : 'non');
    else if (typeof value !== 'string') refuse(row, `${JSON.stringify(value).slice(0, 80)} is no value of a cell`);
    else if (value.length > longestText)
      refuse(row, `a cell of Excel holds ${longestText} characters, not ${value.length}`);
    else cells[row] = ofText(value, readClock);
  }
  return cells;
}

const textWriters: Readonly<Record<CellKind, (text: string, readClock: ClockReader) => string>> = {
  text: textCell,
  // Whole numbers beyond 2^53 come as their digits, which Excel would round: they stay text.
  number: textCell,
  date: (text) => {
    const serial = serialOf(text);
    return serial === undefined ? textCell(text) : ` s="${cellStyles.date}"><v>${serial}</v>`;
  },
  datetime: (text, readClock) => {
    const clock = readClock(text);
    const serial = serialOf(clock.slice(0, 10));
    if (serial === undefined) return textCell(clock);
    const seconds = Number(clock.slice(11, 13)) * 3600 + Number(clock.slice(14, 16)) * 60 + Number(clock.slice(17, 19));
    return ` s="${cellStyles.datetime}"><v>${serial + seconds / 86_400}</v>`;
  },
};

function textCell(text: string): string {
  return ` t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is>`;
}

/** Excel's number of a day, or undefined for one that it cannot tell. */
function serialOf(day: string): number | undefined {
  const number = parseDayNumber(day);
  const serial = number === undefined ? undefined : number + daysBefore1970;
  return serial === undefined || serial < firstDay ? undefined : serial;
}

/** `A` to `Z`, `AA`... */
export function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${columnName(Math.floor(index / 26) - 1)}${last}`;
}

const leastWidths: Readonly<Record<CellKind, number>> = { text: 14, number: 10, date: 12, datetime: 20 };

/** Room for the header and its filter's button. */
export function headerWidth({ header, kind }: TableColumn): number {
  return Math.min(60, Math.max(leastWidths[kind], [...header].length + 4));
}
