import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Opens (or creates) a SQLite file with its folder.
 * Write-ahead log with `synchronous=NORMAL`: a commit is in the operating system's hands when it returns, so a killed
 * process (`kill -9` included) loses nothing; a power cut may lose the last commits, never the file's integrity.
 */
export function openDatabase(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  // Patient from the first statement on: another process may be reading the file, or mending it after a kill.
  const database = new DatabaseSync(path, { timeout: 5000 });
  database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;');
  return database;
}
