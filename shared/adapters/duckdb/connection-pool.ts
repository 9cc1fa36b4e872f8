import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { translateFailure } from './duckdb-failures.ts';
import { macros } from './macros.sql.ts';
import { emptyFolder } from './spool.ts';

export interface ConnectionPool {
  /** Lends a connection of its own to the work; DuckDB's errors come out as the ports' failures. */
  use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>;
  /** The same for a work that gives its results bit by bit. */
  stream<T>(work: (connection: DuckDBConnection) => AsyncIterable<T>): AsyncGenerator<T>;
  close(): Promise<void>;
}

/** Connections to one DuckDB file, which is opened on the first use. SQL reads files of that folder, if any, which is emptied then. */
export function createConnectionPool(path: string, readableFolder?: string): ConnectionPool {
  let opening: Promise<DuckDBInstance> | undefined;
  const idle: DuckDBConnection[] = [];

  async function lend(): Promise<DuckDBConnection> {
    opening ??= openInstance(path, readableFolder).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    const instance = await opening;
    return idle.pop() ?? (await instance.connect());
  }

  return {
    async use(work) {
      const connection = await lend();
      try {
        return await work(connection);
      } catch (error) {
        throw translateFailure(error);
      } finally {
        idle.push(connection);
      }
    },
    async *stream(work) {
      const connection = await lend();
      try {
        yield* work(connection);
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

/**
 * What DuckDB keeps of tables it has read, and what it sorts or joins in, before it goes on in files beside its own: else
 * both grow with the rows, up to four fifths of the machine.
 */
const memoryLimit = '256MB';

/** SQL reaches no other files and not the network, and NULLs sort as in GoogleSQL. */
async function openInstance(path: string, readableFolder?: string): Promise<DuckDBInstance> {
  await mkdir(dirname(path), { recursive: true });
  if (readableFolder !== undefined) await emptyFolder(readableFolder);
  const instance = await DuckDBInstance.create(path, {
    autoinstall_known_extensions: 'false',
    default_null_order: 'nulls_first_on_asc_last_on_desc',
    memory_limit: memoryLimit,
  });
  const connection = await instance.connect();
  try {
    if (readableFolder !== undefined) {
      await connection.run(`SET allowed_directories = ['${readableFolder.replaceAll("'", "''")}/']`);
    }
    await connection.run('SET enable_external_access = false');
    for (const macro of macros) await connection.run(`CREATE OR REPLACE MACRO ${macro}`);
  } finally {
    connection.closeSync();
  }
  return instance;
}
