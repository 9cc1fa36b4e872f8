import type { DatabaseSync } from 'node:sqlite';
import { StorageFullError } from '../../ports/failures.ts';

/** Primary result code; the source is https://www.sqlite.org/rescode.html. */
const sqliteFull = 13;

/** Runs statements; a full disk becomes a StorageFullError that names the file. */
export function translateFailures<T>(database: DatabaseSync, statements: () => T): T {
  try {
    return statements();
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteFull) {
      throw new StorageFullError(`no room left for ${database.location() ?? 'the database'}: free some space`, {
        cause: error,
      });
    }
    throw error;
  }
}

/** Runs statements as one transaction that takes the write lock first: all of them, or none. */
export function inTransaction<T>(database: DatabaseSync, statements: () => T): T {
  return translateFailures(database, () => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = statements();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk rolls back by itself.
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  });
}
