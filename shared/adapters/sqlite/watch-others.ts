import type { DatabaseSync } from 'node:sqlite';

const lookEveryMs = 250;

/**
 * Calls `onChange` within a quarter of a second after another connection, of this process or another, has written to the
 * file: SQLite tells nobody, but counts it. Ends with the database, and keeps no process alive.
 */
export function watchOthers(database: DatabaseSync, onChange: () => void, onTrouble: (error: unknown) => void): void {
  const ask = database.prepare('PRAGMA data_version');
  const read = () => ask.get()?.data_version;
  let seen = read();
  const timer = setInterval(() => {
    if (!database.isOpen) return clearInterval(timer);
    try {
      const version = read();
      if (version === seen) return;
      seen = version;
    } catch (error) {
      return onTrouble(error);
    }
    onChange();
  }, lookEveryMs);
  timer.unref();
}
