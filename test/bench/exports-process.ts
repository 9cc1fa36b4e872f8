/** Writes the bench's table as a file in one way, in a process of its own, each time it is told, and says what it took. Speaks over IPC. */
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { writeXlsxStream } from 'hucre/xlsx';
import { createDuckdbWarehouse } from '../../shared/adapters/duckdb/duckdb-warehouse.ts';
import { createFileObjects } from '../../shared/adapters/files/file-objects.ts';
import { createCsvWriter } from '../../shared/adapters/spreadsheet/csv-writer.ts';
import { createXlsxWriter } from '../../shared/adapters/spreadsheet/xlsx-writer.ts';
import type { TableSheet } from '../../shared/ports/table-writer.ts';
import { benchColumns } from './exports-table.ts';

const [way = '', folder = '', name = ''] = process.argv.slice(2);
const file = path.join(folder, `bench-${way}`);
// In the order it was written: what a sort costs is the warehouse’s affair.
const select = `SELECT * FROM bench.${name}`;
const zone = 'Europe/Paris';

const warehouse = createDuckdbWarehouse(path.join(folder, 'warehouse.duckdb'), { objects: createFileObjects(folder) });

async function* sheet(): AsyncGenerator<TableSheet> {
  yield { name: 'Fiches', columns: benchColumns, batches: warehouse.stream(select) };
}

/** As its README says: one row after the other. Dates are given as dates, as a person would. */
async function* plainRows() {
  for await (const { rows, columns } of warehouse.stream(select)) {
    for (let row = 0; row < rows; row++) {
      yield benchColumns.map(({ kind }, index) => {
        const value = columns[index]?.at(row);
        if (value === undefined || value === null) return null;
        if (kind === 'date' || kind === 'datetime') return new Date(String(value));
        return typeof value === 'number' ? value : String(value);
      });
    }
  }
}

let duckdb: DuckDBInstance | undefined;
const ways: Readonly<Record<string, () => Promise<void>>> = {
  csv: () => pipeline(createCsvWriter(zone)(sheet()), createWriteStream(file)),
  xlsx: () => pipeline(createXlsxWriter(zone)(sheet()), createWriteStream(file)),
  async copy() {
    duckdb ??= await DuckDBInstance.create(path.join(folder, 'warehouse.duckdb'));
    const connection = await duckdb.connect();
    await connection.run(`COPY (${select}) TO '${file}' (FORMAT csv, DELIMITER ';', HEADER)`);
  },
  plain: () =>
    pipeline(
      Readable.from(
        writeXlsxStream(plainRows(), {
          name: 'Fiches',
          columns: benchColumns.map(({ header, kind }) => ({
            header,
            ...(kind === 'date'
              ? { numFmt: 'dd/mm/yyyy' }
              : kind === 'datetime'
                ? { numFmt: 'dd/mm/yyyy hh:mm:ss' }
                : {}),
          })),
          freezePane: { rows: 1 },
        }),
      ),
      createWriteStream(file),
    ),
};

// Once for each message.
process.on('message', () => {
  const startedAt = performance.now();
  void ways[way]?.().then(() => {
    const seconds = (performance.now() - startedAt) / 1000;
    process.send?.({ seconds, peakBytes: process.resourceUsage().maxRSS * 1024 });
  });
});
