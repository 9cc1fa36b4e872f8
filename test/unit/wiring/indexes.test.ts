import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPurgeExpired } from '../../../functions/purge-expired/purge-expired.ts';
import { createFileObjects } from '../../../shared/adapters/files/file-objects.ts';
import { openDatabase } from '../../../shared/adapters/sqlite/open-database.ts';
import { createSqliteDocuments } from '../../../shared/adapters/sqlite/sqlite-documents.ts';
import { openMemory } from '../../../shared/pipeline/memory.ts';
import { compositeIndexOf, describeIndex } from '../../../shared/ports/composite-index.ts';
import type { Query } from '../../../shared/ports/documents.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { indexes, requireIndexes } from '../../../shared/wiring/indexes.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

const silent = { logger: createLogger({ function: 'purge-expired', write: () => undefined }) };

function needed(query: Query): string | undefined {
  const index = compositeIndexOf('runs', query);
  return index === undefined ? undefined : describeIndex(index);
}
const equal = (field: string) => ({ field, op: '==', value: 1 }) as const;
const over = (field: string) => ({ field, op: '>', value: 1 }) as const;

test('equalities alone, one order alone and one range alone need no composite index', () => {
  assert.equal(needed({}), undefined);
  assert.equal(needed({ where: [equal('a'), equal('b'), { field: 'c', op: 'in', value: [1, 2] }] }), undefined);
  assert.equal(needed({ orderBy: { field: 'a', direction: 'desc' } }), undefined);
  assert.equal(needed({ where: [over('a')], orderBy: { field: 'a', direction: 'asc' } }), undefined);
  assert.equal(needed({ where: [equal('a')], orderBy: { field: 'a', direction: 'asc' } }), undefined);
});

test('an equality beside an order or a range needs one, equalities first, in the order’s direction', () => {
  assert.equal(
    needed({ where: [equal('b'), equal('a')], orderBy: { field: 'c', direction: 'desc' } }),
    'runs (a asc, b asc, c desc)',
  );
  assert.equal(needed({ where: [equal('a'), over('b')] }), 'runs (a asc, b asc)');
});

test('ranges of two fields, and a range of another field than the order’s, need one', () => {
  assert.equal(needed({ where: [over('b'), over('a')] }), 'runs (a asc, b asc)');
  assert.equal(needed({ where: [over('a')], orderBy: { field: 'b', direction: 'desc' } }), 'runs (b desc, a desc)');
});

test('a query or count whose index is not declared is refused and names it; others pass', async () => {
  const folder = await temporaryFolder();
  try {
    const database = openDatabase(`${folder.path}/documents.sqlite`);
    const documents = requireIndexes(createSqliteDocuments(database), indexes);
    await documents.set('runs', 'one', { a: 1, b: 2 });
    const undeclared = { where: [equal('a'), over('b')] };
    await assert.rejects(documents.query('runs', undeclared), /runs \(a asc, b asc\).*indexes\.ts/);
    await assert.rejects(documents.count('runs', undeclared.where), /runs \(a asc, b asc\)/);
    assert.equal((await documents.query('runs', { where: [equal('a')] })).length, 1);
    assert.equal(await documents.transaction((tx) => tx.get('runs', 'one').then((run) => run?.b)), 2);
    database.close();
  } finally {
    await folder.remove();
  }
});

test('the purge’s query has its index', async () => {
  const folder = await temporaryFolder();
  try {
    const database = openDatabase(`${folder.path}/documents.sqlite`);
    const purgeOn = (declared: typeof indexes) =>
      createPurgeExpired({
        documents: requireIndexes(createSqliteDocuments(database), declared),
        memory: openMemory(requireIndexes(createSqliteDocuments(database), declared)),
        objects: createFileObjects(folder.path),
        clock: { now: () => new Date() },
        photosBucket: 'photos',
        tablesBucket: 'portal-tables',
        peopleBuckets: ['imports', 'exports'],
        photoRetentionDays: 0,
      });
    await purgeOn(indexes)({}, silent);
    await assert.rejects(purgeOn([])({}, silent), /composite index interventions/);
    database.close();
  } finally {
    await folder.remove();
  }
});
