import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';

/** A CSV file by a strict reader: BOM, `;`, CRLF, RFC 4180 quotes, as many cells in each line. */
export async function readCsv(file: string): Promise<{ header: string[]; rows: string[][] }> {
  const bytes = await readFile(file);
  if (bytes.subarray(0, 3).toString('hex') !== 'efbbbf') throw new Error(`${file} has no byte order mark`);
  const records: unknown = parse(bytes.subarray(3), {
    delimiter: ';',
    record_delimiter: '\r\n',
    relax_column_count: false,
  });
  const [header = [], ...rows] = toTexts(records);
  return { header, rows };
}

function toTexts(records: unknown): string[][] {
  if (!Array.isArray(records)) throw new TypeError('no records');
  return records.map((record: unknown) => {
    if (!Array.isArray(record)) throw new TypeError('no record');
    return record.map(String);
  });
}

/** A cell as the CSV shows it: what a spreadsheet would run is behind a `'`. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

/** An Excel file by another's reader: sheets with their rows under the header; a day is its text, an empty cell is null. */
export async function readWorkbook(file: string) {
  const { sheets } = await readXlsx(new Uint8Array(await readFile(file)));
  return sheets.map((sheet) => {
    const [header = [], ...rows] = sheet.rows;
    const width = header.length;
    return {
      name: sheet.name,
      header: header.map(String),
      rows: rows.map((row) => Array.from({ length: width }, (_, index) => plain(row[index]))),
      freezePane: sheet.freezePane,
      autoFilter: sheet.autoFilter,
      columns: sheet.columns,
    };
  });
}

function plain(value: unknown): string | number | boolean | null {
  if (value === undefined || value === null || value === '') return null;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new TypeError(`${JSON.stringify(value)} is no plain value`);
}
