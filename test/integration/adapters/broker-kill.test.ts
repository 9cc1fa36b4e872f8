import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { openDatabase } from '../../../shared/adapters/sqlite/open-database.ts';
import { createSqliteBroker } from '../../../shared/adapters/sqlite/sqlite-broker.ts';
import { RetryLaterError } from '../../../shared/ports/failures.ts';
import type { DeliveredMessage } from '../../../shared/ports/messages.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { until } from '../../contract/until.ts';
import { runChild } from './run-child.ts';

const subscription = {
  name: 'listener',
  topics: ['things-due'],
  concurrency: 50,
  ackDeadlineSeconds: 60,
  minBackoffSeconds: 0.01,
  maxBackoffSeconds: 0.01,
  maxAttempts: 5,
};

it('a killed broker loses no published message, and frees at once what was under way', async () => {
  const folder = await temporaryFolder();
  const path = join(folder.path, 'documents.sqlite');
  const child = runChild('publishing-child', path);
  await until(() => child.lines.length > 300, 10_000, 'the child has published');
  await child.kill();
  const numbers = (what: string) =>
    child.lines.filter((line) => line.startsWith(`${what} `)).map((line) => Number(line.slice(what.length + 1)));
  const [published, heard] = [numbers('published'), new Set(numbers('heard'))];
  assert.ok(published.length > 100 && heard.size > 10);

  const database = openDatabase(path);
  const received: DeliveredMessage[] = [];
  const broker = createSqliteBroker(database);
  const { stop } = await broker.subscribe(subscription, async (message) => void received.push(message));
  await until(async () => (await broker.backlog()).listener === 0, 10_000, 'the backlog is empty');
  await stop();
  const all = new Set([...heard, ...received.map((message) => Number(message.data.n))]);
  assert.deepEqual(
    published.filter((n) => !all.has(n)),
    [],
  );
  assert.ok(
    received.some((message) => message.attempt === 2),
    'what was under way counts as a second attempt',
  );
  assert.ok(received.every((message) => message.attempt <= 2));
  assert.equal(database.prepare('SELECT count(*) AS total FROM messages').get()?.total, 0);
  database.close();
  await folder.remove();
});

it('a message whose listener kills the process every time ends as a dead letter', async () => {
  const folder = await temporaryFolder();
  const path = join(folder.path, 'documents.sqlite');
  for (let life = 1; life <= 2; life++) {
    const child = runChild('dying-child', path, String(life));
    await until(() => child.process.signalCode === 'SIGKILL', 10_000, 'the listener has killed its process');
    await child.kill();
    assert.deepEqual(child.lines, [`attempt ${life}`]);
  }
  const poisoned = { ...subscription, maxAttempts: 2, deadLetterTopic: 'things-dead' };
  const database = openDatabase(path);
  const failures: unknown[] = [];
  const broker = createSqliteBroker(database, { onFailure: (_message, _error, facts) => failures.push(facts) });
  const dead: DeliveredMessage[] = [];
  const undertaker = { ...subscription, name: 'undertaker', topics: ['things-dead'] };
  const stops = [
    await broker.subscribe(undertaker, async (message) => void dead.push(message)),
    await broker.subscribe(poisoned, () => assert.fail('delivered once too often')),
  ];
  await until(() => dead.length === 1, 5000, 'the dead letter');
  assert.deepEqual(failures, [{ attempt: 2, deadLettered: 'things-dead' }]);
  for (const { stop } of stops) await stop();
  database.close();
  await folder.remove();
});

it('the back-off doubles up to its most, and a failure that says when is obeyed', async () => {
  const folder = await temporaryFolder();
  const database = openDatabase(join(folder.path, 'documents.sqlite'));

  const waits: unknown[] = [];
  const broker = createSqliteBroker(database, {
    onFailure: (_message, _error, facts) => waits.push('nextInSeconds' in facts ? facts.nextInSeconds : 'dead'),
  });
  const growing = { ...subscription, maxBackoffSeconds: 0.03, maxAttempts: 6, deadLetterTopic: 'things-dead' };
  const { stop } = await broker.subscribe(growing, async ({ attempt }) => {
    throw attempt === 4 ? new RetryLaterError('busy', 0.2) : new Error('no');
  });
  const startedAt = performance.now();
  await broker.publish('things-due', {});
  await until(() => waits.length === 6, 5000, 'all attempts');
  assert.deepEqual(waits, [0.01, 0.02, 0.03, 0.2, 0.03, 'dead']);
  assert.ok(performance.now() - startedAt >= 280);
  await stop();
  database.close();
  await folder.remove();
});
