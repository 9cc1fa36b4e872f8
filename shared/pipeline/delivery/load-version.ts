import type { DeliveryRecord } from '../../domain/delivery/delivery-record.ts';
import { type DeliverySet, type DeliveryTable, warehouseTable } from '../../domain/delivery/delivery-table.ts';
import type { DeliveredFile } from '../../domain/delivery/delivery-version.ts';
import type { CheckedRow } from '../../domain/delivery/row-reader.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Warehouse } from '../../ports/warehouse.ts';
import { importsBucket, rejectsName } from './find-delivery.ts';
import { readTable, type TableTally } from './read-table.ts';

/** Takes the checked rows of a version as they are loaded, for what is made of them besides the warehouse. */
export interface VersionWriter {
  add(table: string, rows: readonly CheckedRow[]): void;
  /** All rows have come: what it made must be safe when this resolves. Readers see the version only afterwards. */
  finish(): Promise<void>;
}

export interface LoadPorts {
  readonly objects: ObjectStore;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  /** The business zone: dates without an offset are its. */
  readonly zone: string;
  /** Begins what is made of a version's rows; called again when a version is read again from its first row. */
  readonly beginVersion?: (version: string) => VersionWriter;
}

const progressMs = 1000;

/**
 * Loads every table of a delivery into the version's own tables, from the first row each time. @returns the rows and
 * rejects of each table; `save` is told them now and then on the way. @throws DeliveryRefusedError when it cannot be used.
 */
export async function loadVersion(
  set: DeliverySet,
  { delivery, version }: Pick<DeliveryRecord, 'delivery' | 'version'>,
  files: readonly DeliveredFile[],
  save: (tables: DeliveryRecord['tables']) => Promise<void>,
  { objects, warehouse, clock, zone, beginVersion }: LoadPorts,
): Promise<DeliveryRecord['tables']> {
  const writer = beginVersion?.(version);
  const tallies: (TableTally & { table: string })[] = [];
  for (const table of set.tables) {
    const file = files.find((one) => one.table === table.name);
    if (file === undefined) throw new Error(`the delivery has no file of ${table.name}`);
    const tally = { table: table.name, rows: 0, rejects: 0 };
    tallies.push(tally);
    const target = warehouseTable(set, table, version);
    await warehouse.ensureTable(target);
    await warehouse.load(target, { rows: readRows(table, file, tally) }, { replaceAll: true });
    await save(tallies);
  }
  await writer?.finish();
  return tallies;

  async function* readRows(table: DeliveryTable, file: DeliveredFile, tally: TableTally): AsyncGenerator<CheckedRow> {
    const place = {
      bucket: importsBucket,
      name: file.name,
      label: labelOf(table, file),
      rejectsName: rejectsName(set, delivery, table.name),
    };
    let savedAt = clock.now().getTime();
    for await (const rows of readTable(table, place, { objects, zone }, tally)) {
      writer?.add(table.name, rows);
      yield* rows;
      if (clock.now().getTime() - savedAt < progressMs) continue;
      savedAt = clock.now().getTime();
      await save(tallies);
    }
  }
}

/** As people know the file: `tab_visite.csv`. */
function labelOf({ name }: DeliveryTable, file: DeliveredFile): string {
  return `${name}.${file.name.split('.').at(-1)}`;
}
