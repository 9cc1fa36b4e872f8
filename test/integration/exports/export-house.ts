import path from 'node:path';
import type { RunExportPorts } from '../../../functions/run-export/export-ports.ts';
import { createRunExport } from '../../../functions/run-export/run-export.ts';
import { createDuckdbWarehouse } from '../../../shared/adapters/duckdb/duckdb-warehouse.ts';
import { createFileObjects } from '../../../shared/adapters/files/file-objects.ts';
import { openDatabase } from '../../../shared/adapters/sqlite/open-database.ts';
import { createSqliteDocuments } from '../../../shared/adapters/sqlite/sqlite-documents.ts';
import { warehouseTable } from '../../../shared/domain/delivery/delivery-table.ts';
import {
  type ArchiveAppel,
  archiveAppelTable,
  type Fiche,
  fichesSet,
  ficheTable,
} from '../../../shared/domain/fiches/fiches-tables.ts';
import { openExportRuns } from '../../../shared/pipeline/exports/export-runs.ts';
import type { DocumentData } from '../../../shared/ports/documents.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { loadExports } from '../../../shared/wiring/load-exports.ts';
import { openTableWriters } from '../../../shared/wiring/table-writers.ts';
import { openTally } from '../../contract/tally.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

export const zone = 'Europe/Paris';
export const silent = createLogger({ function: 'test', write: () => undefined });

/** Real stores on one folder, with the call centre's tables as a delivery leaves them, and a way to run exports on them. */
export async function openExportHouse(data: {
  readonly fiches: readonly Fiche[];
  readonly appels: readonly ArchiveAppel[];
}) {
  const folder = await temporaryFolder();
  const objects = createFileObjects(folder.path);
  const database = openDatabase(path.join(folder.path, 'documents.sqlite'));
  const documents = createSqliteDocuments(database);
  const warehouse = createDuckdbWarehouse(path.join(folder.path, 'warehouse.duckdb'), { objects });
  for (const [table, rows] of [
    [ficheTable, data.fiches],
    [archiveAppelTable, data.appels],
  ] as const) {
    const definition = warehouseTable(fichesSet, table, 'v1');
    await warehouse.ensureTable(definition);
    await warehouse.load(definition, { rows });
  }
  const current = {
    version: 'v1',
    deliveredAt: '2013-07-01T00:00:00.000Z',
    delivery: 'd',
    importedAt: '2013-07-01T00:00:00.000Z',
    tables: [],
  };
  await documents.set('data-versions', 'fiches', { current, previous: null, pending: [], obsolete: [] });

  const published: { readonly topic: string; readonly message: DocumentData }[] = [];
  let now = new Date('2013-07-16T02:00:00.000Z');
  const { count, counted } = openTally();
  const ports: RunExportPorts = {
    exports: await loadExports(),
    documents,
    objects,
    warehouse,
    clock: { now: () => now },
    count,
    zone,
    writers: await openTableWriters(zone),
    publisher: {
      publish: async (topic, message) => {
        published.push({ topic, message });
        return String(published.length);
      },
    },
  };
  return {
    folder: folder.path,
    ports,
    published,
    counted,
    runs: openExportRuns(documents),
    setNow: (instant: string) => {
      now = new Date(instant);
    },
    /** Delivers one `export-due`. */
    run: (due: Parameters<ReturnType<typeof createRunExport>>[0], changed: Partial<RunExportPorts> = {}) =>
      createRunExport({ ...ports, ...changed })(due, { publishedAt: now.toISOString(), logger: silent }),
    async close() {
      await warehouse.close();
      database.close();
      await folder.remove();
    },
  };
}
export type ExportHouse = Awaited<ReturnType<typeof openExportHouse>>;
