import path from 'node:path';
import { createFileObjects } from '../adapters/files/file-objects.ts';
import { openDatabase } from '../adapters/sqlite/open-database.ts';
import { createSqliteBroker } from '../adapters/sqlite/sqlite-broker.ts';
import { createSqliteDocuments } from '../adapters/sqlite/sqlite-documents.ts';
import { createEnvironmentSecrets } from '../adapters/system/environment-secrets.ts';
import { onShutdown } from '../runtime/shutdown.ts';
import { lazyWarehouse } from './lazy-ports.ts';

export type EmbeddedCloud = ReturnType<typeof open>;

const opened = new Map<string, EmbeddedCloud>();

/** The embedded cloud of a folder: one in a process, however many functions ask for it. */
export function embeddedCloud(folder: string): EmbeddedCloud {
  const directory = path.resolve(folder);
  const cloud = opened.get(directory) ?? open(directory);
  opened.set(directory, cloud);
  return cloud;
}

function open(directory: string) {
  const database = openDatabase(path.join(directory, 'documents.sqlite'));
  const objects = createFileObjects(directory);
  onShutdown(() => {
    opened.delete(directory);
    database.close();
  });
  const warehouse = lazyWarehouse(async () => {
    const { createDuckdbWarehouse } = await import('../adapters/duckdb/duckdb-warehouse.ts');
    const duckdb = createDuckdbWarehouse(path.join(directory, 'warehouse.duckdb'), { objects });
    onShutdown(() => duckdb.close());
    return duckdb;
  });
  return {
    database,
    documents: createSqliteDocuments(database),
    broker: createSqliteBroker(database),
    objects,
    warehouse,
    secrets: createEnvironmentSecrets(process.env),
    // One process owns the folder: whoever starts after a kill takes over its leases at once.
    owner: 'embedded',
  };
}
