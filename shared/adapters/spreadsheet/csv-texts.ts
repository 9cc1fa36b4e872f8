import { formatDayNumber } from '../../domain/warehouse/column-values.ts';
import { type ColumnOfValues, InstantColumn, TextColumn } from '../../ports/column-of-values.ts';
import type { JsonValue } from '../../ports/documents.ts';
import type { CellKind } from '../../ports/table-writer.ts';
import { ByteBlock } from './byte-block.ts';
import { quoteCells, textCell } from './csv-quotes.ts';
import { putNumber } from './put-number.ts';
import { daySeconds, type WallClock } from './zone-clock.ts';

/**
 * What a column's cells say in the file, to be read before the next is asked for.
 * @param refuse throws, for a value that no cell can hold.
 */
export type CsvTexts = (
  values: ColumnOfValues | undefined,
  rows: number,
  refuse: (row: number, why: string) => never,
) => TextColumn;

/** How values of that kind are written. Numbers have a decimal comma, as Excel in French reads them. */
export function csvTexts(kind: CellKind, readClock: WallClock): CsvTexts {
  const block = new ByteBlock();
  let [starts, ends] = [new Int32Array(0), new Int32Array(0)];

  /** The texts of cells that are put one by one; nothing is put where there is nothing. */
  function putCells(rows: number, putCell: (row: number) => void): TextColumn {
    if (starts.length < rows) [starts, ends] = [new Int32Array(rows), new Int32Array(rows)];
    block.clear();
    for (let row = 0; row < rows; row++) {
      starts[row] = block.length;
      putCell(row);
      ends[row] = block.length;
    }
    return new TextColumn(block.bytes, starts, ends);
  }

  /** @returns why it cannot be put, if so. */
  function put(value: JsonValue): string | undefined {
    if (typeof value === 'number' && kind !== 'text') putNumber(block, value);
    else if (typeof value === 'number') block.put(textCell(String(value)));
    else if (typeof value === 'boolean') block.put(value ? 'oui' : 'non');
    else if (typeof value !== 'string') return `${JSON.stringify(value).slice(0, 80)} is no value of a cell`;
    else if (kind === 'datetime') {
      const second = Math.floor(Date.parse(value) / 1000);
      if (Number.isNaN(second)) return `${JSON.stringify(value).slice(0, 80)} is no instant`;
      putClock(block, readClock(second));
    } else if (kind === 'number' && isWhole.test(value)) block.put(value);
    else block.put(textCell(value));
    return undefined;
  }

  return (values, rows, refuse) => {
    if (kind === 'text' && values instanceof TextColumn) return quoteCells(values, block);
    if (kind === 'datetime' && values instanceof InstantColumn)
      return putCells(rows, (row) => {
        const second = Math.floor((values.microseconds[row] ?? Number.NaN) / 1_000_000);
        if (!Number.isNaN(second)) putClock(block, readClock(second));
      });
    return putCells(rows, (row) => {
      const value = values?.at(row) ?? null;
      const fault = value === null ? undefined : put(value);
      if (fault !== undefined) refuse(row, fault);
    });
  };
}

/** Whole numbers beyond 2^53 come as their digits. */
const isWhole = /^-?\d+$/;

/** `YYYY-MM-DD HH:MM:SS` */
function putClock(block: ByteBlock, second: number): void {
  const day = Math.floor(second / daySeconds);
  const ofDay = second - day * daySeconds;
  block.put(formatDayNumber(day));
  block.put(minuteTexts[Math.floor(ofDay / 60)] ?? '');
  block.put(secondTexts[ofDay % 60] ?? '');
}

const twoDigits = (number: number) => String(number).padStart(2, '0');
const minuteTexts = Array.from(
  { length: 24 * 60 },
  (_, minute) => ` ${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`,
);
const secondTexts = Array.from({ length: 60 }, (_, second) => `:${twoDigits(second)}`);
