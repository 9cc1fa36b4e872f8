import path from 'node:path';
import { createFileObjects } from '../adapters/files/file-objects.ts';
import { createFileRunLog } from '../adapters/files/file-run-log.ts';
import { openDatabase } from '../adapters/sqlite/open-database.ts';
import { createSqliteBroker } from '../adapters/sqlite/sqlite-broker.ts';
import { createSqliteDocuments } from '../adapters/sqlite/sqlite-documents.ts';
import { createEnvironmentSecrets } from '../adapters/system/environment-secrets.ts';
import { interventionsTable } from '../domain/interventions/warehouse-row.ts';
import { onShutdown } from '../runtime/shutdown.ts';
import { lazyDocuments, lazyObjects, lazyPublisher, lazyWarehouse } from './lazy-ports.ts';

export type EmbeddedCloud = ReturnType<typeof declare>;

const declared = new Map<string, EmbeddedCloud>();

/**
 * The embedded cloud of a folder: one in a process, however many functions ask for it. Nothing is read or written before
 * its first use, so that a function may be loaded, and its settings checked, before the folder is taken.
 */
export function embeddedCloud(folder: string): EmbeddedCloud {
  const directory = path.resolve(folder);
  const cloud = declared.get(directory) ?? declare(directory);
  declared.set(directory, cloud);
  return cloud;
}

function declare(directory: string) {
  let opened: ReturnType<typeof openIn> | undefined;
  const open = () => {
    opened ??= openIn(directory);
    return opened;
  };
  return {
    /** The whole of it, now. */
    open,
    documents: lazyDocuments(async () => open().documents),
    publisher: lazyPublisher(async () => open().broker),
    objects: lazyObjects(async () => open().objects),
    warehouse: lazyWarehouse(async () => {
      const { createDuckdbWarehouse } = await import('../adapters/duckdb/duckdb-warehouse.ts');
      const { objects } = open();
      const duckdb = createDuckdbWarehouse(path.join(directory, 'warehouse.duckdb'), { objects });
      onShutdown(() => duckdb.close());
      // As Terraform does in the cloud: whoever reads it before the first run finds it empty.
      await duckdb.ensureTable(interventionsTable);
      return duckdb;
    }),
    runLog: createFileRunLog(path.join(directory, 'terrain.log')),
    secrets: createEnvironmentSecrets(process.env),
    // One process owns the folder: whoever starts after a kill takes over its leases at once.
    owner: 'embedded',
  };
}

function openIn(directory: string) {
  const database = openDatabase(path.join(directory, 'documents.sqlite'));
  const objects = createFileObjects(directory);
  onShutdown(() => {
    declared.delete(directory);
    database.close();
  });
  return { documents: createSqliteDocuments(database), broker: createSqliteBroker(database), objects };
}
