import type { DatabaseSync } from 'node:sqlite';

/**
 * A message lives until its last delivery is acknowledged. `leased` is 1 while a delivery is under way; `attempt` counts
 * deliveries begun, and tells a late answer from one that still counts. `due_at` is in Unix milliseconds.
 * Ids are never given twice (AUTOINCREMENT): listeners recognise repeats by them.
 */
const tables = `
CREATE TABLE IF NOT EXISTS messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, data TEXT NOT NULL, attributes TEXT NOT NULL, published_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS subscription_topics (
  subscription TEXT NOT NULL, topic TEXT NOT NULL, PRIMARY KEY (topic, subscription)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deliveries (
  message_id INTEGER NOT NULL, subscription TEXT NOT NULL, attempt INTEGER NOT NULL DEFAULT 0,
  leased INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL, PRIMARY KEY (message_id, subscription)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (subscription, leased, due_at, message_id);
`;

/** Makes the tables when missing. */
export function openBrokerTables(database: DatabaseSync): void {
  database.exec(tables);
}
