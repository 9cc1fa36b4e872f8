/** Its listener kills the process. Publishes one message in its first life. */
import { writeSync } from 'node:fs';
import { openDatabase } from '../../../shared/adapters/sqlite/open-database.ts';
import { createSqliteBroker } from '../../../shared/adapters/sqlite/sqlite-broker.ts';

const broker = createSqliteBroker(openDatabase(process.argv[2] ?? ''));
const subscription = {
  name: 'listener',
  topics: ['things-due'],
  concurrency: 1,
  ackDeadlineSeconds: 60,
  minBackoffSeconds: 1,
  maxBackoffSeconds: 1,
  maxAttempts: 2,
  deadLetterTopic: 'things-dead',
};
await broker.subscribe(subscription, async ({ attempt }) => {
  writeSync(1, `attempt ${attempt}\n`);
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => undefined);
});
if (process.argv[3] === '1') await broker.publish('things-due', { n: 1 });
