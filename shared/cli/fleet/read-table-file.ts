import { readSheet } from 'read-excel-file/node';
import { messageOf } from '../../runtime/describe-error.ts';
import { UsageError } from '../usage.ts';

/** The table names of an Excel file: its first sheet's first column, without the header. @throws UsageError */
export async function readTableFile(file: string): Promise<string[]> {
  const rows = await readSheet(file).catch((error: unknown) => {
    throw new UsageError(
      `--table_file_path : ${file} ne se lit pas comme un fichier Excel (.xlsx) : ${messageOf(error)}`,
    );
  });
  const names = rows
    .slice(1)
    .map(([cell]) => String(cell ?? '').trim())
    .filter((name) => name !== '');
  if (names.length > 0) return names;
  throw new UsageError(`--table_file_path : ${file} ne nomme aucune table (première colonne, sous l’en-tête)`);
}
