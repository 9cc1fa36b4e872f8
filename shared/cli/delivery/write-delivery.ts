import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import type { GeneratedTable } from '../../demo/delivery.ts';
import type { DeliverySet } from '../../domain/delivery/delivery-table.ts';
import { deliveredColumns } from '../../domain/delivery/row-reader.ts';
import { makeFolder } from '../make-folder.ts';

const batchCharacters = 256 * 1024;

/**
 * Writes each table as `<name>.csv` (`;`, UTF-8, a header line), a file at a time and a batch of rows at a time. A file has
 * its name once it is whole. `told` hears of the rows written so far.
 */
export async function writeDelivery(
  set: DeliverySet,
  tables: readonly GeneratedTable[],
  folder: string,
  told: (table: string, rows: number, isDone: boolean) => void,
): Promise<void> {
  await makeFolder(folder);
  for (const generated of tables) {
    const table = set.tables.find(({ name }) => name === generated.table);
    if (table === undefined) throw new Error(`no table ${generated.table}`);
    const file = path.join(folder, `${table.name}.csv`);
    await writeRows(`${file}.partiel`, deliveredColumns(table), generated.rows(), (rows, isDone) =>
      told(table.name, rows, isDone),
    );
    await rename(`${file}.partiel`, file);
  }
}

async function writeRows(
  file: string,
  columns: readonly string[],
  rows: ReturnType<GeneratedTable['rows']>,
  told: (rows: number, isDone: boolean) => void,
): Promise<void> {
  const stream = createWriteStream(file);
  const opened = once(stream, 'open');
  await opened;
  let text = `${columns.join(';')}\n`;
  let count = 0;
  for (const row of rows) {
    text += `${columns.map((column) => toCell(row[column])).join(';')}\n`;
    count += 1;
    if (text.length < batchCharacters) continue;
    if (!stream.write(text)) await once(stream, 'drain');
    text = '';
    told(count, false);
  }
  stream.end(text);
  await once(stream, 'close');
  if (stream.errored !== null) throw stream.errored;
  told(count, true);
}

function toCell(value: string | number | undefined): string {
  const text = String(value ?? '');
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
