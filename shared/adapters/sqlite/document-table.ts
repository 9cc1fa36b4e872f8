import type { DatabaseSync } from 'node:sqlite';
import { AlreadyExistsError } from '../../ports/failures.ts';
import type { DocumentTable } from './document-transaction.ts';
import { inTransaction, translateFailures } from './sqlite-failures.ts';

/** The table of all documents, made when missing. */
export function createDocumentTable(database: DatabaseSync): DocumentTable {
  database.exec(
    'CREATE TABLE IF NOT EXISTS documents (collection TEXT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (collection, id)) STRICT',
  );
  const select = database.prepare('SELECT data FROM documents WHERE collection = ? AND id = ?');
  const insert = database.prepare(
    'INSERT INTO documents (collection, id, data) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const upsert = database.prepare(
    'INSERT INTO documents (collection, id, data) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET data = excluded.data',
  );
  const remove = database.prepare('DELETE FROM documents WHERE collection = ? AND id = ?');
  return {
    read(collection, id) {
      const data = select.get(collection, id)?.data;
      return data === undefined ? undefined : String(data);
    },
    create(collection, id, text) {
      const { changes } = translateFailures(database, () => insert.run(collection, id, text));
      if (changes === 0) throw new AlreadyExistsError(`document ${collection}/${id} is there already`);
    },
    set(collection, id, text) {
      translateFailures(database, () => upsert.run(collection, id, text));
    },
    delete(collection, id) {
      translateFailures(database, () => remove.run(collection, id));
    },
    together: (statements) => inTransaction(database, statements),
  };
}
