import path from 'node:path';
import { createDuckdbWarehouse } from '../../../shared/adapters/duckdb/duckdb-warehouse.ts';
import { createFileObjects } from '../../../shared/adapters/files/file-objects.ts';
import { openDatabase } from '../../../shared/adapters/sqlite/open-database.ts';
import { createSqliteDocuments } from '../../../shared/adapters/sqlite/sqlite-documents.ts';
import type { DeliverySet } from '../../../shared/domain/delivery/delivery-table.ts';
import { deliveredColumns } from '../../../shared/domain/delivery/row-reader.ts';
import { importsBucket } from '../../../shared/pipeline/delivery/find-delivery.ts';
import { type ImportPorts, importDelivery } from '../../../shared/pipeline/delivery/import-delivery.ts';
import type { DocumentData } from '../../../shared/ports/documents.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { openTally } from '../../contract/tally.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

const logger = createLogger({ function: 'test', write: () => undefined });

/** The embedded cloud in a folder of its own, and what was published. */
export async function openDeliveryHouse(zone = 'Europe/Paris') {
  const folder = await temporaryFolder();
  const database = openDatabase(path.join(folder.path, 'documents.sqlite'));
  const objects = createFileObjects(folder.path);
  const warehouse = createDuckdbWarehouse(path.join(folder.path, 'warehouse.duckdb'), { objects });
  const published: DocumentData[] = [];
  const { count, counted } = openTally();
  const ports: ImportPorts = {
    documents: createSqliteDocuments(database),
    objects,
    warehouse,
    publisher: {
      publish: async (topic, message) => {
        published.push({ topic, ...message });
        return String(published.length);
      },
    },
    clock: { now: () => new Date() },
    count,
    zone,
  };
  return {
    ports,
    published,
    counted,
    folder: folder.path,
    put: (set: string, table: string, file: string, text: string | Uint8Array) =>
      objects.write(importsBucket, `${set}/${table}/${file}`, text),
    run: (set: DeliverySet, delivery: string, changes: Partial<ImportPorts> = {}, isWhole = true) =>
      importDelivery({ set, delivery, isWhole, logger }, { ...ports, ...changes }),
    async close() {
      await warehouse.close();
      database.close();
      await folder.remove();
    },
  };
}

/** A file of a table with one line a row; what a row lacks is blank. */
export function csvOf(
  set: DeliverySet,
  table: string,
  rows: readonly Readonly<Record<string, string | number>>[],
): string {
  const found = set.tables.find(({ name }) => name === table);
  if (found === undefined) throw new Error(`no table ${table}`);
  const columns = deliveredColumns(found);
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(';'));
  return [columns.join(';'), ...lines, ''].join('\n');
}
