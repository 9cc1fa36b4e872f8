import type { TableBatch, TableSheet } from '../../ports/table-writer.ts';

/** Excel's 1,048,576 rows less the header and a line of totals. */
const mostRows = 1_048_574;

/** The same sheets, of which one that is too long for Excel goes on in further ones of the same name and columns. */
export async function* splitLongSheets(
  sheets: AsyncIterable<TableSheet>,
  limit: number = mostRows,
): AsyncGenerator<TableSheet> {
  for await (const sheet of sheets) {
    const source = sheet.batches[Symbol.asyncIterator]();
    let rest: TableBatch | undefined;
    let ended = false;

    async function* part(): AsyncGenerator<TableBatch> {
      for (let room = limit; room > 0; ) {
        const batch = rest ?? (await next());
        rest = undefined;
        if (batch === undefined) return;
        if (batch.rows > room) rest = slice(batch, room, batch.rows);
        const taken = Math.min(batch.rows, room);
        yield taken === batch.rows ? batch : slice(batch, 0, taken);
        room -= taken;
      }
    }
    async function next(): Promise<TableBatch | undefined> {
      const { value, done } = await source.next();
      ended = done === true;
      return ended ? undefined : value;
    }

    try {
      do {
        yield { ...sheet, batches: part() };
        // Whether there is more is known once the next batch is there.
        if (rest === undefined && !ended) rest = await next();
      } while (rest !== undefined);
    } finally {
      await source.return?.();
    }
  }
}

function slice({ columns }: TableBatch, from: number, to: number): TableBatch {
  return { columns: columns.map((values) => values.slice(from, to)), rows: to - from };
}
