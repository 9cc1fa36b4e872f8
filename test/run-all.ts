/**
 * `npm test`: the test files, those that take longest first, so that no processor waits for the last one; small files share
 * a process. `--long` runs those that it leaves out.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { longTests } from './long-tests.ts';
import { groupTests } from './together/groups.ts';

const root = path.resolve(import.meta.dirname, '..');
const filesAtOnce = 3;

const isLongRun = process.argv.includes('--long');
const all = globSync('test/{unit,contract,integration,architecture,scenarios}/**/*.test.ts', { cwd: root }).sort();
for (const file of Object.keys(longTests)) {
  if (!all.includes(file)) throw new Error(`test/long-tests.ts names ${file}, which is not there`);
}
const files = all.filter((file) => file in longTests === isLongRun);

const groups = groupTests(files);
const grouped = new Set([...groups.values()].flat());

/** Those that would keep everybody waiting when they came last. */
const longest = [
  'test/scenarios/killed-fleet.test.ts',
  'test/scenarios/killed-day.test.ts',
  'test/integration/portal/trouble.test.ts',
  'test/together/contracts.ts',
  'test/together/adapters.ts',
  'test/together/services.ts',
  'test/together/units.ts',
  'test/together/portals.ts',
  'test/scenarios/bad-day.test.ts',
  'test/together/commands.ts',
  'test/integration/functions/under-framework.test.ts',
  'test/integration/reservations/calendar-page.test.ts',
  'test/integration/pages/analytics.test.ts',
  'test/integration/console/page.test.ts',
];
const rank = (file: string) => {
  const place = longest.indexOf(file);
  return place === -1 ? longest.length : place;
};
const ordered = [...groups.keys(), ...files.filter((file) => !grouped.has(file))].sort(
  (one, other) => rank(one) - rank(other),
);

process.env.TERRAIN_TOGETHER = JSON.stringify(Object.fromEntries(groups));
run({ files: ordered.map((file) => path.join(root, file)), concurrency: filesAtOnce })
  .on('test:fail', () => {
    process.exitCode = 1;
  })
  .compose(spec)
  .pipe(process.stdout);

if (!isLongRun) {
  for (const [file, parts] of Object.entries(longTests)) console.log(`left to npm run test:long: ${file} (${parts})`);
}
