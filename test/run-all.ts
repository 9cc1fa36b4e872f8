/**
 * `npm test`: the test files, those that take longest first, so that no processor waits for the last one; small files share
 * a process. `--long` runs those that it leaves out.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { longTests } from './long-tests.ts';

const root = path.resolve(import.meta.dirname, '..');
const filesAtOnce = 3;

const isLongRun = process.argv.includes('--long');
const all = globSync('test/{unit,contract,integration,architecture,scenarios}/**/*.test.ts', { cwd: root }).sort();
for (const file of Object.keys(longTests)) {
  if (!all.includes(file)) throw new Error(`test/long-tests.ts names ${file}, which is not there`);
}
const files = all.filter((file) => file in longTests === isLongRun);

/** What would reach the other files of a process: hooks of the whole process, and its environment. */
const needsItsOwn = /^(?:before|after)(?:Each)?\(|process\.env\.\w+ = |Object\.assign\(process\.env|mock\.timers/m;
const rooms = /^test\/(?:unit|architecture|integration\/(?:demo|pipeline|samsara))\//;
const together = files.filter(
  (file) => rooms.test(file) && !needsItsOwn.test(readFileSync(path.join(root, file), 'utf8')),
);

/** Those that would keep everybody waiting when they came last. */
const longest = [
  'test/scenarios/killed-fleet.test.ts',
  'test/scenarios/killed-day.test.ts',
  'test/integration/portal/trouble.test.ts',
  'test/together.ts',
];
const rank = (file: string) => {
  const place = longest.indexOf(file);
  if (place !== -1) return place;
  return file.startsWith('test/scenarios/') ? longest.length : longest.length + 1;
};
const shared = together.length === 0 ? [] : ['test/together.ts'];
const ordered = [...shared, ...files.filter((file) => !together.includes(file))].sort(
  (one, other) => rank(one) - rank(other),
);

process.env.TERRAIN_TOGETHER = together.join(',');
run({ files: ordered.map((file) => path.join(root, file)), concurrency: filesAtOnce })
  .on('test:fail', () => {
    process.exitCode = 1;
  })
  .compose(spec)
  .pipe(process.stdout);

if (!isLongRun) {
  for (const [file, parts] of Object.entries(longTests)) console.log(`left to npm run test:long: ${file} (${parts})`);
}
