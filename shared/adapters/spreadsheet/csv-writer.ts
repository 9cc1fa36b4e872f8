import { PermanentError } from '../../ports/failures.ts';
import type { TableBatch, TableWriter } from '../../ports/table-writer.ts';
import { ByteBlock } from './byte-block.ts';
import { csvCell, type PutCell, textCell } from './csv-cells.ts';
import { createClockReader } from './zone-clock.ts';

const byteOrderMark = '\ufeff';
const semicolon = 0x3b;

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
      const block = new ByteBlock();
      block.put(`${byteOrderMark}${columns.map(({ header }) => textCell(header)).join(';')}\r\n`);
      const cells = columns.map(({ kind }) => csvCell(kind, readClock));
      let rows = 0;
      for await (const batch of batches) {
        putLines(block, batch, cells, (column, row, why) => {
          throw new PermanentError(`row ${rows + row + 1}, column ${columns[column]?.header}: ${why}`);
        });
        rows += batch.rows;
        if (block.isFull) yield block.take();
      }
      yield block.take();
    }
  };
}

function putLines(
  block: ByteBlock,
  { columns: values, rows }: TableBatch,
  cells: readonly PutCell[],
  refuse: (column: number, row: number, why: string) => never,
): void {
  for (let row = 0; row < rows; row++) {
    // No iterator here: it would make two objects for each cell.
    for (let column = 0; column < cells.length; column++) {
      if (column > 0) block.putByte(semicolon);
      const fault = cells[column]?.(block, values[column], row);
      if (fault !== undefined) refuse(column, row, fault);
    }
    block.put('\r\n');
  }
}
