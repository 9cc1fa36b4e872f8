import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PermanentError } from '../../../shared/ports/failures.ts';
import { withDeadline } from '../../../shared/ports/with-deadline.ts';

test('what answers in time gives its answer or its own failure', async () => {
  assert.equal(await withDeadline(Promise.resolve(1), 5, 'a call'), 1);
  await assert.rejects(withDeadline(Promise.reject(new RangeError('own')), 5, 'a call'), /own/);
});

test('what stays silent fails in a way that is retried, and is named', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const late = withDeadline(new Promise(() => undefined), 5, 'a call');
  context.mock.timers.tick(5000);
  await assert.rejects(
    late,
    (error) =>
      error instanceof Error && !(error instanceof PermanentError) && error.message === 'a call: no answer within 5 s',
  );
});
