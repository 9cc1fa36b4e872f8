import type { DeliveryTable } from '../../domain/delivery/delivery-table.ts';
import { createKeySet } from '../../domain/delivery/key-set.ts';
import { CellFault, type CheckedRow, createRowReader, deliveredColumns } from '../../domain/delivery/row-reader.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { RawRow, Reject } from './raw-rows.ts';
import { readCsv } from './read-csv.ts';
import { readNdjson } from './read-ndjson.ts';
import { DeliveryRefusedError } from './refusal.ts';
import { openRejectFile } from './reject-file.ts';

/** What became of the rows of one file. */
export interface TableTally {
  rows: number;
  rejects: number;
}

export interface TableFile {
  readonly bucket: string;
  readonly name: string;
  /** As people know it: `tab_visite.csv`. */
  readonly label: string;
  readonly rejectsName: string;
}

interface ReadPorts {
  readonly objects: ObjectStore;
  readonly zone: string;
}

/**
 * The checked rows of a table's file, block by block; the others go to its file of rejects, which is whole when the last
 * block has been taken. `tally` counts along.
 * @throws DeliveryRefusedError when the file as a whole cannot be used, or none of its rows.
 */
export async function* readTable(
  table: DeliveryTable,
  file: TableFile,
  { objects, zone }: ReadPorts,
  tally: TableTally,
): AsyncGenerator<readonly CheckedRow[]> {
  const rejects = openRejectFile(objects, file.bucket, file.rejectsName);
  const check = createRowCheck(table, zone);
  let sample: Reject | undefined;
  try {
    const read = file.name.endsWith('.ndjson') ? readNdjson : readCsv;
    const blocks = read(objects.read(file.bucket, file.name), file.label, deliveredColumns(table));
    for await (const block of blocks) {
      const rejected = [...block.rejects];
      const rows = check(block.rows, rejected);
      rejected.sort((a, b) => a.ligne - b.ligne);
      sample ??= rejected[0];
      tally.rows += rows.length;
      tally.rejects += rejected.length;
      await rejects.add(rejected);
      if (rows.length > 0) yield rows;
    }
    await rejects.close();
  } catch (error) {
    await rejects.giveUp(error);
    throw error;
  }
  if (tally.rows === 0 && sample !== undefined) throw refuseAll(file, tally.rejects, sample);
}

function createRowCheck(table: DeliveryTable, zone: string) {
  const readRow = createRowReader(table, zone);
  const keys = createKeySet(table.key);
  const keyColumns = table.key.join(', ');
  return (rows: readonly RawRow[], rejected: Reject[]): CheckedRow[] => {
    const checked: CheckedRow[] = [];
    for (const { line, cells, text } of rows) {
      const row = readRow(cells);
      if (row instanceof CellFault) {
        rejected.push({ ligne: line, colonne: row.column, raison: row.reason, texte: text });
      } else if (!keys.add(row)) {
        const key = table.key.map((name) => row[name]).join(', ');
        const reason = `la clé ${key} est déjà celle d’une ligne précédente`;
        rejected.push({ ligne: line, colonne: keyColumns, raison: reason, texte: text });
      } else checked.push(row);
    }
    return checked;
  };
}

function refuseAll({ label }: TableFile, count: number, { ligne, colonne, raison }: Reject): DeliveryRefusedError {
  const where = colonne === null ? `ligne ${ligne}` : `ligne ${ligne}, colonne ${colonne}`;
  const all = count === 1 ? 'sa seule ligne est rejetée' : `ses ${count} lignes sont rejetées`;
  return new DeliveryRefusedError(`${label} : ${all} ; la première, ${where} : ${raison}`);
}
