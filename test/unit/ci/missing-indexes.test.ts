import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingIndexes, queryBy } from '../../../.ci/missing-indexes.ts';
import { openDatabase } from '../../../shared/adapters/sqlite/open-database.ts';
import { createSqliteDocuments } from '../../../shared/adapters/sqlite/sqlite-documents.ts';
import { compositeIndexOf } from '../../../shared/ports/composite-index.ts';
import { MissingIndexError } from '../../../shared/ports/failures.ts';
import { indexes } from '../../../shared/wiring/indexes.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

test('the question that looks for an index needs that very index', () => {
  for (const index of indexes) assert.deepEqual(compositeIndexOf(index.collection, queryBy(index)), index);
});

test('every index that the database lacks is named; other failures come out as they are', async (t) => {
  const folder = await temporaryFolder();
  const database = openDatabase(`${folder.path}/documents.sqlite`);
  t.after(async () => {
    database.close();
    await folder.remove();
  });
  const documents = createSqliteDocuments(database);
  assert.deepEqual(await missingIndexes(documents, indexes), []);
  const failing = (failure: Error) => ({
    ...documents,
    query: async (collection: string) => {
      if (collection === 'runs') throw failure;
      return [];
    },
  });
  const lacking = failing(new MissingIndexError('no index runs (status asc, startedAt desc)'));
  assert.deepEqual(await missingIndexes(lacking, indexes), ['no index runs (status asc, startedAt desc)']);
  await assert.rejects(missingIndexes(failing(new Error('no way there')), indexes), /no way there/);
});
