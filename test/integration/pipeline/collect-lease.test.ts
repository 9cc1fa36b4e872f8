import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { openCollectLease } from '../../../functions/collect-interventions/collect-lease.ts';
import { createSqliteDocuments } from '../../../shared/adapters/sqlite/sqlite-documents.ts';
import { RetryLaterError } from '../../../shared/ports/failures.ts';

test('8. one run at a time takes the list: another is asked to come back, and takes over what died', async () => {
  let now = new Date('2026-11-20T06:00:00Z');
  const documents = createSqliteDocuments(new DatabaseSync(':memory:'));
  const lease = (owner: string) => openCollectLease(documents, { now: () => now }, owner);
  const { promise: gate, resolve: finish } = Promise.withResolvers<void>();
  const first = lease('one').hold('run-1', () => gate);
  const second = () => lease('two').hold('run-2', async () => 'taken');
  await assert.rejects(second(), RetryLaterError);
  now = new Date('2026-11-20T06:10:01Z');
  assert.equal(await second(), 'taken', 'after ten minutes the first is taken for dead');
  finish();
  await first;
  assert.equal(await second(), 'taken');
});
