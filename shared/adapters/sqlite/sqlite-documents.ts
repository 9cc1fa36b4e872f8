import type { DatabaseSync } from 'node:sqlite';
import { checkCollectionName, checkDocumentName } from '../../ports/document-names.ts';
import { checkConditions, checkQuery } from '../../ports/document-query.ts';
import type { DocumentStore, StoredDocument } from '../../ports/documents.ts';
import { leadingConditions, querySql, whereSql } from './document-query.ts';
import { createDocumentTable } from './document-table.ts';
import { documentText } from './document-text.ts';
import { runTransaction } from './document-transaction.ts';
import { createFieldIndexes, indexName } from './field-indexes.ts';

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
      const checked = checkQuery(collection, query);
      const { where, order, limit = Number.MAX_SAFE_INTEGER } = checked;
      const stretches = querySql(collection, checked, (id) => parse(table.read(collection, id)));
      ensureIndexes(collection, leadingConditions(where), order);
      const found: StoredDocument[] = [];
      // Without statistics SQLite would rather sort a whole collection than follow the order's index.
      const isOrderOnly = order !== undefined && where.length === 0;
      const hint = isOrderOnly ? ` INDEXED BY ${indexName(collection, order.field)}` : '';
      for (const { text, parameters } of stretches) {
        if (found.length === limit) break;
        const statement = database.prepare(`SELECT id, data FROM documents${hint} WHERE ${text} LIMIT ?`);
        for (const row of statement.iterate(...parameters, limit - found.length)) {
          found.push({ id: String(row.id), data: parse(String(row.data)) });
        }
      }
      return found;
    },
    async count(collection, where = []) {
      checkCollectionName(collection);
      checkConditions(where);
      const { text, parameters } = whereSql(collection, where);
      ensureIndexes(collection, leadingConditions(where));
      const row = database.prepare(`SELECT count(*) AS total FROM documents WHERE ${text}`).get(...parameters);
      return Number(row?.total);
    },
    transaction: (work) => runTransaction(table, work),
  };
}
