import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Condition, Query } from '../../ports/documents.ts';
import { fieldSql, sqlText } from './document-fields.ts';
import { translateFailures } from './sqlite-failures.ts';

/** The name of a field's index. */
export function indexName(collection: string, field: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([collection, field]))
    .digest('hex');
  return `documents_field_${digest.slice(0, 24)}`;
}

/** Makes sure that each field a query uses has its index, made on the first query of that field in that collection. */
export function createFieldIndexes(
  database: DatabaseSync,
): (collection: string, where: readonly Condition[], order?: Query['orderBy']) => void {
  const known = new Set<string>();
  return (collection, where, order) => {
    const fields = [...where, ...(order === undefined ? [] : [order])];
    for (const { field } of fields) {
      const name = indexName(collection, field);
      if (known.has(name)) continue;
      const { rank, value } = fieldSql(field);
      const index = `CREATE INDEX IF NOT EXISTS ${name} ON documents (${rank}, ${value}, id)`;
      translateFailures(database, () => database.exec(`${index} WHERE collection = ${sqlText(collection)}`));
      known.add(name);
    }
  };
}
