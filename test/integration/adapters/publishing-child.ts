/** Publishes without end, and lets every third message's listener hang; says each publish and acknowledgement once it is safe. */
import { writeSync } from 'node:fs';
import { openDatabase } from '../../../shared/adapters/sqlite/open-database.ts';
import { createSqliteBroker } from '../../../shared/adapters/sqlite/sqlite-broker.ts';

const broker = createSqliteBroker(openDatabase(process.argv[2] ?? ''));
const subscription = {
  name: 'listener',
  topics: ['things-due'],
  concurrency: 50,
  ackDeadlineSeconds: 60,
  minBackoffSeconds: 1,
  maxBackoffSeconds: 1,
  maxAttempts: 5,
};
await broker.subscribe(subscription, async ({ data }) => {
  if (Number(data.n) % 3 === 0) await new Promise(() => undefined);
  writeSync(1, `heard ${data.n}\n`);
});
for (let n = 0; ; n++) {
  await broker.publish('things-due', { n });
  writeSync(1, `published ${n}\n`);
  await new Promise((resolve) => setImmediate(resolve));
}
