import { PermanentError } from '../../ports/failures.ts';
import type { TableBatch, TableColumn, TableWriter } from '../../ports/table-writer.ts';
import { csvTexts, textCell } from './csv-cells.ts';
import { createClockReader } from './zone-clock.ts';

const byteOrderMark = '\ufeff';
/** Enough for few system calls, little enough to stay in the processor's cache. */
const blockCharacters = 128 * 1024;

/**
 * CSV as Excel in French opens it: `;`, UTF-8 with its mark, CRLF, RFC 4180 quotes. Text that a spreadsheet would run gets
 * a `'` in front. One table a file. @param zone whose clock `datetime` cells show.
 */
export function createCsvWriter(zone: string): TableWriter {
  const readClock = createClockReader(zone);
  return async function* writeCsv(sheets) {
    let count = 0;
    for await (const { name, columns, batches } of sheets) {
      count += 1;
      if (count > 1) throw new PermanentError(`a CSV file holds one table: there is no room for the sheet ${name}`);
      let block = `${byteOrderMark}${columns.map(({ header }) => textCell(header)).join(';')}\r\n`;
      let rows = 0;
      for await (const batch of batches) {
        block += toLines(batch, columns, readClock, (column, row, why) => {
          throw new PermanentError(`row ${rows + row + 1}, column ${column.header}: ${why}`);
        });
        rows += batch.rows;
        if (block.length < blockCharacters) continue;
        yield Buffer.from(block);
        block = '';
      }
      yield Buffer.from(block);
    }
  };
}

function toLines(
  { columns: values, rows }: TableBatch,
  columns: readonly TableColumn[],
  readClock: ReturnType<typeof createClockReader>,
  refuse: (column: TableColumn, row: number, why: string) => never,
): string {
  const texts = columns.map((column, index) =>
    csvTexts(values[index] ?? [], column.kind, readClock, (row, why) => refuse(column, row, why)),
  );
  let lines = '';
  for (let row = 0; row < rows; row++) {
    for (let index = 0; index < texts.length; index++) lines += (index === 0 ? '' : ';') + (texts[index]?.[row] ?? '');
    lines += '\r\n';
  }
  return lines;
}
