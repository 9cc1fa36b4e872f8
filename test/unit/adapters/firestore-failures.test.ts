import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { status, toPortFailure } from '../../../shared/adapters/firestore/firestore-failures.ts';
import { namingMissingIndex } from '../../../shared/adapters/firestore/missing-index.ts';
import type { Query } from '../../../shared/ports/documents.ts';
import {
  AlreadyExistsError,
  InvalidRequestError,
  PermanentError,
  RetryLaterError,
  StorageFullError,
} from '../../../shared/ports/failures.ts';
import { createTurns } from '../../../shared/ports/turns.ts';

/** An error as the gRPC client throws it. */
function grpcError(code: number, message = 'what Google says'): Error {
  return Object.assign(new Error(message), { code });
}

const expired: Query = {
  where: [
    { field: 'photosDeletedAt', op: '==', value: null },
    { field: 'deliveredAt', op: '<', value: '2026-01-01' },
  ],
  orderBy: { field: 'deliveredAt', direction: 'asc' },
};

test('each of Firestore’s failures becomes the port’s, and says what was asked', () => {
  for (const [code, kind] of [
    [status.alreadyExists, AlreadyExistsError],
    [status.invalidArgument, InvalidRequestError],
    [status.resourceExhausted, StorageFullError],
    [status.aborted, RetryLaterError],
  ] as const) {
    const cause = grpcError(code);
    const failure = toPortFailure('document a/b', cause);
    assert.ok(failure instanceof kind);
    assert.match(failure.message, /document a\/b/);
    assert.equal(failure.cause, cause);
  }
});

test('what the service may do better next time is never permanent', () => {
  for (const code of [status.unavailable, status.deadlineExceeded, status.failedPrecondition, 7]) {
    const failure = toPortFailure('document a/b', grpcError(code));
    assert.ok(failure instanceof Error && !(failure instanceof PermanentError));
    assert.match(failure.message, /document a\/b.*what Google says/);
  }
});

test('an error that is none of Firestore’s stays the same', () => {
  const error = new RangeError('mine');
  assert.equal(toPortFailure('document a/b', error), error);
});

test('a missing index is named, with the way out', async () => {
  const cause = grpcError(status.failedPrecondition, 'The query requires an index.');
  await assert.rejects(
    namingMissingIndex('interventions', expired, () => Promise.reject(cause)),
    (error) => {
      assert.ok(error instanceof Error);
      assert.match(error.message, /interventions \(photosDeletedAt asc, deliveredAt asc\).*Terraform/);
      assert.equal(error.cause, cause);
      return true;
    },
  );
});

test('any other failure of a query is left alone', async () => {
  const cause = grpcError(status.unavailable);
  await assert.rejects(
    namingMissingIndex('interventions', expired, () => Promise.reject(cause)),
    cause,
  );
});

test('turns: one at a time for each key, in the order they came; another key does not wait', async () => {
  const takeTurn = createTurns();
  const events: string[] = [];
  const visit = async (key: string, name: string) => {
    const release = await takeTurn(key);
    events.push(`${name} in`);
    await delay(5);
    events.push(`${name} out`);
    release();
  };
  await Promise.all([visit('x', 'a'), visit('x', 'b'), visit('x', 'c'), visit('y', 'd')]);
  const ofX = events.filter((event) => !event.startsWith('d'));
  assert.deepEqual(ofX, ['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  assert.ok(events.indexOf('d in') < events.indexOf('b in'));
});
