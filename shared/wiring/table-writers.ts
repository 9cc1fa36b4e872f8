import type { TableWriter } from '../ports/table-writer.ts';

/** The writers of files by their format, loaded when they are asked for. @param zone whose clock people read. */
export async function openTableWriters(zone: string): Promise<Readonly<Record<'csv' | 'xlsx', TableWriter>>> {
  const [{ createCsvWriter }, { createXlsxWriter }] = await Promise.all([
    import('../adapters/spreadsheet/csv-writer.ts'),
    import('../adapters/spreadsheet/xlsx-writer.ts'),
  ]);
  return { csv: createCsvWriter(zone), xlsx: createXlsxWriter(zone) };
}
