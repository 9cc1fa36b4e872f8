import type { DatabaseSync } from 'node:sqlite';
import type { DocumentStore } from '../../ports/documents.ts';
import { documentText } from './document-data.ts';
import { checkCollectionName, checkDocumentName } from './document-names.ts';
import { querySql, whereSql } from './document-query.ts';
import { createDocumentTable } from './document-table.ts';
import { runTransaction } from './document-transaction.ts';
import { createFieldIndexes } from './field-indexes.ts';

/** Firestore's semantics over one SQLite table. Several processes may share the file; ties go by id in the order's direction. */
export function createSqliteDocuments(database: DatabaseSync): DocumentStore {
  const table = createDocumentTable(database);
  const ensureIndexes = createFieldIndexes(database);
  const parse = (text: string | undefined) => (text === undefined ? undefined : JSON.parse(text));

  return {
    async get(collection, id) {
      checkDocumentName(collection, id);
      return parse(table.read(collection, id));
    },
    async create(collection, id, data) {
      checkDocumentName(collection, id);
      table.create(collection, id, documentText(collection, id, data));
    },
    async set(collection, id, data) {
      checkDocumentName(collection, id);
      table.set(collection, id, documentText(collection, id, data));
    },
    async delete(collection, id) {
      checkDocumentName(collection, id);
      table.delete(collection, id);
    },
    async query(collection, query = {}) {
      checkCollectionName(collection);
      const { text, parameters } = querySql(collection, query, (id) => parse(table.read(collection, id)));
      ensureIndexes(collection, query);
      const rows = database.prepare(`SELECT id, data FROM documents WHERE ${text}`).all(...parameters);
      return rows.map((row) => ({ id: String(row.id), data: parse(String(row.data)) }));
    },
    async count(collection, where = []) {
      checkCollectionName(collection);
      const { text, parameters } = whereSql(collection, where);
      ensureIndexes(collection, { where });
      const row = database.prepare(`SELECT count(*) AS total FROM documents WHERE ${text}`).get(...parameters);
      return Number(row?.total);
    },
    transaction: (work) => runTransaction(table, work),
  };
}
