/**
 * After a deployment: looks whether every declared index is there, starts one run as the schedule would, waits until it is
 * closed, and says how it ended.
 * `TERRAIN_CLOUD=google GOOGLE_CLOUD_PROJECT=P node .ci/smoke-run.ts NAME`; NAME makes the run's id, so that a build that
 * is tried again waits for the same run. Exit 0: it went through · 1: it did not.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../shared/adapters/system/system-clock.ts';
import { openRuns } from '../shared/pipeline/memory.ts';
import { readEnv } from '../shared/runtime/read-env.ts';
import { openDocuments, openPublisher } from '../shared/wiring/cloud.ts';
import { cloudEnvironment } from '../shared/wiring/environment.ts';
import { indexes } from '../shared/wiring/indexes.ts';
import { missingIndexes } from './missing-indexes.ts';
import { smokeRun } from './smoke.ts';

const [name] = process.argv.slice(2);
if (name === undefined || !/^[\w-]+$/.test(name)) {
  console.error('usage: node .ci/smoke-run.ts NAME (letters, digits, - and _)');
  process.exit(2);
}
const environment = readEnv(cloudEnvironment);
const documents = openDocuments(environment);
const missing = await missingIndexes(documents, indexes);
if (missing.length > 0) {
  console.error(missing.join('\n'));
  process.exit(1);
}
const outcome = await smokeRun(`smoke-${name}`, {
  runs: openRuns(documents),
  publisher: openPublisher(environment),
  clock: systemClock,
  sleep: (seconds) => sleep(seconds * 1000),
  say: (line) => console.log(line),
});
console.log(outcome.summary);
// The clients keep connections open.
process.exit(outcome.passed ? 0 : 1);
