import { parseDayNumber } from '../../domain/warehouse/column-values.ts';
import { type ColumnOfValues, InstantColumn, TextColumn } from '../../ports/column-of-values.ts';
import type { CellKind, TableColumn } from '../../ports/table-writer.ts';
import type { ByteBlock } from './byte-block.ts';
import { cellStyles } from './workbook-xml.ts';
import { xmlReserved, xmlText } from './xml-text.ts';
import { daySeconds, type WallClock } from './zone-clock.ts';

/** Excel's own limit of a cell. */
const longestText = 32_767;
/** Excel counts days from 1900, with a 29 February that there was not: days are told right from 1 March 1900 on. */
const daysBefore1970 = 25_569;
const firstDay = 61;

/** Puts the column's value of that row into the sheet, at the column of those letters; nothing where there is none. @returns why it cannot, if so. */
export type PutCell = (
  block: ByteBlock,
  letters: string,
  row: string,
  values: ColumnOfValues | undefined,
  at: number,
) => string | undefined;

/** How values of that kind are put. */
export function xlsxCell(kind: CellKind, readClock: WallClock): PutCell {
  const putTextOf = textPutters[kind];
  return (block, letters, row, values, at) => {
    if (kind === 'text' && values instanceof TextColumn && isShort(values, at)) {
      putBytes(block, letters, row, values, at);
      return undefined;
    }
    if (kind === 'datetime' && values instanceof InstantColumn) {
      const second = Math.floor((values.microseconds[at] ?? Number.NaN) / 1_000_000);
      if (!Number.isNaN(second)) putClock(block, letters, row, readClock(second));
      return undefined;
    }
    const value = values?.at(at);
    if (value === null || value === undefined || value === '') return undefined;
    if (typeof value === 'string') {
      if (value.length > longestText) return `a cell of Excel holds ${longestText} characters, not ${value.length}`;
      if (kind === 'datetime' && Number.isNaN(Date.parse(value)))
        return `${JSON.stringify(value).slice(0, 80)} is no instant`;
      putTextOf(block, letters, row, value, readClock);
    } else if (typeof value === 'number') {
      if (kind === 'text') putText(block, letters, row, String(value));
      else putNumber(block, letters, row, String(value));
    } else if (typeof value === 'boolean') putText(block, letters, row, value ? 'oui' : 'non');
    else return `${JSON.stringify(value).slice(0, 80)} is no value of a cell`;
    return undefined;
  };
}

type PutText = (block: ByteBlock, letters: string, row: string, text: string, readClock: WallClock) => void;

const textPutters: Readonly<Record<CellKind, PutText>> = {
  text: putText,
  // Whole numbers beyond 2^53 come as their digits, which Excel would round: they stay text.
  number: putText,
  date: (block, letters, row, text) => {
    const serial = serialOf(text);
    if (serial === undefined) putText(block, letters, row, text);
    else putNumber(block, letters, row, String(serial), dateStyle);
  },
  datetime: (block, letters, row, text, readClock) =>
    putClock(block, letters, row, readClock(Math.floor(Date.parse(text) / 1000))),
};

const textBegins = '" t="inlineStr"><is><t xml:space="preserve">';
const textEnds = '</t></is></c>';
const dateStyle = `" s="${cellStyles.date}"><v>`;
const datetimeStyle = `" s="${cellStyles.datetime}"><v>`;

function putClock(block: ByteBlock, letters: string, row: string, second: number): void {
  const serial = second / daySeconds + daysBefore1970;
  if (serial >= firstDay) putNumber(block, letters, row, String(serial), datetimeStyle);
  else putText(block, letters, row, new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' '));
}

function putNumber(block: ByteBlock, letters: string, row: string, digits: string, style = '"><v>'): void {
  putPlace(block, letters, row);
  block.put(style);
  block.put(digits);
  block.put('</v></c>');
}

/** So short that it is a cell whatever its characters. */
function isShort({ starts, ends }: TextColumn, at: number): boolean {
  return (ends[at] ?? 0) - (starts[at] ?? 0) <= longestText;
}

function putBytes(block: ByteBlock, letters: string, row: string, texts: TextColumn, at: number): void {
  const start = texts.starts[at] ?? -1;
  const end = texts.ends[at] ?? start;
  if (start < 0 || end === start) return;
  putPlace(block, letters, row);
  block.put(textBegins);
  if (!block.putPlainBytes(texts.bytes, start, end, xmlReserved)) block.put(xmlText(texts.at(at) ?? ''));
  block.put(textEnds);
}

function putText(block: ByteBlock, letters: string, row: string, text: string): void {
  putPlace(block, letters, row);
  block.put(textBegins);
  if (!block.putPlain(text, xmlReserved)) block.put(xmlText(text));
  block.put(textEnds);
}

function putPlace(block: ByteBlock, letters: string, row: string): void {
  block.put('<c r="');
  block.put(letters);
  block.put(row);
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
