import type { TextColumn } from '../../ports/column-of-values.ts';
import { PermanentError } from '../../ports/failures.ts';
import type { TableColumn, TableWriter } from '../../ports/table-writer.ts';
import { textCell } from './csv-quotes.ts';
import { csvTexts } from './csv-texts.ts';
import { createWallClock } from './zone-clock.ts';

const byteOrderMark = '\ufeff';
const [semicolon, carriageReturn, lineFeed] = [0x3b, 0x0d, 0x0a];

/**
 * CSV as Excel in French opens it: `;`, UTF-8 with its mark, CRLF, RFC 4180 quotes. Text that a spreadsheet would run gets
 * a `'` in front. One table a file. @param zone whose clock `datetime` cells show.
 */
export function createCsvWriter(zone: string): TableWriter {
  const readClock = createWallClock(zone);
  return async function* writeCsv(sheets) {
    let count = 0;
    for await (const { name, columns, batches } of sheets) {
      count += 1;
      if (count > 1) throw new PermanentError(`a CSV file holds one table: there is no room for the sheet ${name}`);
      let head: Buffer | undefined = headLine(columns);
      const writers = columns.map(({ header, kind }) => ({ header, texts: csvTexts(kind, readClock) }));
      let before = 0;
      for await (const { rows, columns: values } of batches) {
        const cells = writers.map(({ header, texts }, index) =>
          texts(values[index], rows, (row, why) => {
            throw new PermanentError(`row ${before + row + 1}, column ${header}: ${why}`);
          }),
        );
        if (head !== undefined) yield head;
        head = undefined;
        if (rows > 0) yield joinLines(cells, rows);
        before += rows;
      }
      if (head !== undefined) yield head;
    }
  };
}

function headLine(columns: readonly TableColumn[]): Buffer {
  return Buffer.from(`${byteOrderMark}${columns.map(({ header }) => textCell(header)).join(';')}\r\n`);
}

/** The columns' texts side by side. */
function joinLines(columns: readonly TextColumn[], rows: number): Buffer {
  const lines = Buffer.allocUnsafeSlow(sizeOf(columns, rows));
  const out = viewOf(lines);
  const views = columns.map(({ bytes }) => viewOf(bytes));
  let at = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns.length; column++) {
      const [texts, bytes] = [columns[column], views[column]];
      if (texts === undefined || bytes === undefined) continue;
      let index = texts.starts[row] ?? -1;
      const end = index < 0 ? index : (texts.ends[row] ?? index);
      // Eight bytes at once, in half the time. As numbers, of which UTF-8 is never one that is none and might be changed.
      for (; index <= end - 8; index += 8, at += 8) out.setFloat64(at, bytes.getFloat64(index, true), true);
      for (; index <= end - 4; index += 4, at += 4) out.setInt32(at, bytes.getInt32(index, true), true);
      for (; index < end; index++, at++) out.setUint8(at, bytes.getUint8(index));
      out.setUint8(at++, semicolon);
    }
    // In place of the last semicolon.
    out.setUint8(at - 1, carriageReturn);
    out.setUint8(at++, lineFeed);
  }
  return lines;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function sizeOf(columns: readonly TextColumn[], rows: number): number {
  let size = (columns.length + 1) * rows;
  for (const { starts, ends } of columns)
    for (let row = 0; row < rows; row++) size += (starts[row] ?? -1) < 0 ? 0 : (ends[row] ?? 0) - (starts[row] ?? 0);
  return size;
}
