/** Locks a SQLite file for half a second. */
import { writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(process.argv[2] ?? '');
database.exec('BEGIN EXCLUSIVE; CREATE TABLE busy (x); ');
writeSync(1, 'locked\n');
setTimeout(() => {
  database.exec('COMMIT');
  database.close();
  writeSync(1, 'released\n');
}, 500);
