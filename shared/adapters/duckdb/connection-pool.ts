import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { translateFailure } from './duckdb-failures.ts';
import { macros } from './macros.sql.ts';

export interface ConnectionPool {
  /** Lends a connection of its own to the work; DuckDB's errors come out as the ports' failures. */
  use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Connections to one DuckDB file, which is opened on the first use. */
export function createConnectionPool(path: string): ConnectionPool {
  let opening: Promise<DuckDBInstance> | undefined;
  const idle: DuckDBConnection[] = [];

  return {
    async use(work) {
      opening ??= openInstance(path).catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      const instance = await opening;
      const connection = idle.pop() ?? (await instance.connect());
      try {
        return await work(connection);
      } catch (error) {
        throw translateFailure(error);
      } finally {
        idle.push(connection);
      }
    },
    async close() {
      const instance = await opening;
      opening = undefined;
      for (const connection of idle.splice(0)) connection.closeSync();
      instance?.closeSync();
    },
  };
}

/** Queries can reach neither files nor the network, and NULLs sort as in GoogleSQL. */
async function openInstance(path: string): Promise<DuckDBInstance> {
  await mkdir(dirname(path), { recursive: true });
  const instance = await DuckDBInstance.create(path, {
    autoinstall_known_extensions: 'false',
    default_null_order: 'nulls_first_on_asc_last_on_desc',
    enable_external_access: 'false',
  });
  const connection = await instance.connect();
  try {
    for (const macro of macros) await connection.run(`CREATE OR REPLACE MACRO ${macro}`);
  } finally {
    connection.closeSync();
  }
  return instance;
}
