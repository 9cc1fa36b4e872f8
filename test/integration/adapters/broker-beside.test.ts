import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openDatabase } from '../../../shared/adapters/sqlite/open-database.ts';
import { createSqliteBroker } from '../../../shared/adapters/sqlite/sqlite-broker.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { until } from '../../contract/until.ts';
import { runChild } from './run-child.ts';

const subscription = {
  name: 'listener',
  topics: ['things-due'],
  concurrency: 1,
  ackDeadlineSeconds: 60,
  minBackoffSeconds: 0,
  maxBackoffSeconds: 0,
  maxAttempts: 5,
};

async function arrange(t: TestContext) {
  const folder = await temporaryFolder();
  t.after(folder.remove);
  return { path: join(folder.path, 'documents.sqlite') };
}

function openBroker(t: TestContext, path: string) {
  const database = openDatabase(path);
  t.after(() => database.close());
  return createSqliteBroker(database);
}

test('whoever only looks beside the owner leaves its deliveries under way alone', async (t) => {
  const { path } = await arrange(t);
  const owner = openBroker(t, path);
  const gate = Promise.withResolvers<void>();
  const attempts: number[] = [];
  const { stop } = await owner.subscribe(subscription, async ({ attempt }) => {
    attempts.push(attempt);
    await gate.promise;
  });
  await owner.publish('things-due', {});
  await until(() => attempts.length === 1, 5000, 'the delivery');
  assert.deepEqual(await openBroker(t, path).backlog(), { listener: 1 });
  gate.resolve();
  await until(async () => (await owner.backlog()).listener === 0, 5000, 'its acknowledgement counts');
  assert.deepEqual(attempts, [1]);
  await stop();
});

test('what somebody beside an idle owner publishes is heard soon', async (t) => {
  const { path } = await arrange(t);
  const owner = openBroker(t, path);
  const heard: unknown[] = [];
  const { stop } = await owner.subscribe(subscription, async ({ data }) => void heard.push(data.n));
  await owner.publish('things-due', { n: 1 });
  await until(() => heard.length === 1, 5000, 'it is idle');
  await openBroker(t, path).publish('things-due', { n: 2 });
  await until(() => heard.length === 2, 5000, 'what the other published');
  await stop();
});

test('a file that another process has locked for a moment is waited for', async (t) => {
  const { path } = await arrange(t);
  const child = runChild('busy-child', path);
  await until(() => child.lines.length === 1, 10_000, 'the child has locked the file');
  openBroker(t, path);
  await until(() => child.lines.length === 2, 10_000, 'the child has let it go');
  assert.deepEqual(child.lines, ['locked', 'released']);
});

test('a subscription that nobody declares any more hears nothing more, and keeps what waited for it', async (t) => {
  const { path } = await arrange(t);
  const broker = openBroker(t, path);
  const refuse = () => Promise.reject(new Error('not now'));
  const retired = await broker.subscribe(
    { ...subscription, name: 'retired', minBackoffSeconds: 1, maxBackoffSeconds: 1 },
    refuse,
  );
  const kept = await broker.subscribe(subscription, async () => undefined);
  await broker.publish('things-due', { n: 1 });
  await until(async () => (await broker.backlog()).listener === 0, 5000, 'the other one has it');
  await retired.stop();

  assert.deepEqual(await broker.keepOnly(['listener']), { retired: 1 });
  await broker.publish('things-due', { n: 2 });
  assert.deepEqual(await broker.keepOnly(['listener']), { retired: 1 }, 'it does not grow');

  const heard: unknown[] = [];
  const back = await broker.subscribe(
    { ...subscription, name: 'retired' },
    async ({ data }) => void heard.push(data.n),
  );
  await broker.publish('things-due', { n: 3 });
  await until(() => heard.length === 2, 5000, 'what waited and what is new');
  assert.deepEqual(heard.sort(), [1, 3]);
  assert.deepEqual(await broker.keepOnly(['listener', 'retired']), {});
  for (const { stop } of [kept, back]) await stop();
});
