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
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000;');
  return database;
}
