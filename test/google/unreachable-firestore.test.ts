import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

test('Firestore that cannot be reached: each call fails within its limit and says what was asked', async () => {
  // In a process of its own: the client goes on trying for a while after nobody waits any more.
  const child = path.join(import.meta.dirname, 'unreachable-child.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [child], {
    env: { ...process.env, FIRESTORE_EMULATOR_HOST: '127.0.0.1:1' },
    timeout: 60_000,
  });
  const lines = stdout.trim().split('\n');
  const [reading, writing, asking, counting, transacting, ...more] = lines;
  assert.match(reading ?? '', /^RetryLaterError: document things\/a: no answer of Firestore/);
  assert.match(writing ?? '', /^RetryLaterError: document things\/a: (no answer of Firestore|others held)/);
  assert.match(asking ?? '', /^RetryLaterError: a query of things: no answer of Firestore/);
  assert.match(counting ?? '', /^RetryLaterError: a count of things: no answer of Firestore/);
  assert.match(transacting ?? '', /^RetryLaterError: a transaction: no answer of Firestore/);
  assert.deepEqual(more, []);
});
