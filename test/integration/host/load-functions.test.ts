import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import * as z from 'zod';
import { createSqliteBroker } from '../../../shared/adapters/sqlite/sqlite-broker.ts';
import { startDeliveries } from '../../../shared/host/deliver.ts';
import { missingFor } from '../../../shared/host/left-out.ts';
import { loadFunctions } from '../../../shared/host/load-functions.ts';
import { createLogger } from '../../../shared/runtime/log.ts';

const root = await mkdtemp(path.join(tmpdir(), 'terrain-load-'));
after(() => rm(root, { recursive: true }));
const sample = z
  .record(z.string(), z.json())
  .parse(JSON.parse(await readFile('test/fixtures/functions/take-note/deploy.json', 'utf8')));
let folders = 0;

/** A functions folder with one function of that deployment and code. */
async function folderWith(name: string, deploy: object | string, code: string): Promise<string> {
  folders += 1;
  const directory = path.join(root, String(folders));
  await mkdir(path.join(directory, name), { recursive: true });
  await mkdir(path.join(directory, 'not-a-function'));
  await writeFile(
    path.join(directory, name, 'deploy.json'),
    typeof deploy === 'string' ? deploy : JSON.stringify(deploy),
  );
  await writeFile(path.join(directory, name, 'index.ts'), code);
  return directory;
}

const cases: readonly (readonly [string, object | string, string, RegExp])[] = [
  ['JSON that is none', '{', '', /some-function\/deploy\.json n’est pas du JSON/],
  ['a wrong field', { ...sample, timeoutSeconds: 0 }, '', /some-function\/deploy\.json : timeoutSeconds : /],
  ['an unknown field', { ...sample, timeout: 3 }, '', /some-function\/deploy\.json : .*timeout/],
  ['a missing field', { ...sample, why: undefined }, '', /some-function\/deploy\.json : why : /],
  [
    'a cron that is none',
    { ...sample, schedules: [{ name: 'each', cron: '61 * * * *', topic: 'note-written' }] },
    '',
    /schedules « each » : cron « 61 \* \* \* \* » : cinq champs/,
  ],
  [
    'a cron that never comes',
    { ...sample, schedules: [{ name: 'each', cron: '0 0 30 2 *', topic: 'note-written' }] },
    '',
    /ne se déclenche jamais/,
  ],
  ['code that fails', sample, "throw new Error('boom');", /some-function\/index\.ts ne se charge pas : boom/],
  ['code that registers nothing', sample, '', /index\.ts n’enregistre aucune fonction .*« some-function »/],
];
for (const [name, deploy, code, message] of cases) {
  test(`a function with ${name} stops the start and is named`, async () => {
    await assert.rejects(loadFunctions(await folderWith('some-function', deploy, code)), {
      name: 'ConfigurationError',
      message,
    });
  });
}

test('everything that is wrong is said at once', async () => {
  const directory = await folderWith('some-function', '{', '');
  await mkdir(path.join(directory, 'other-function'));
  await writeFile(path.join(directory, 'other-function/deploy.json'), '[]');
  await assert.rejects(loadFunctions(directory), { message: /other-function[\s\S]*some-function/ });
});

test('functions that lack variables are left out with those that would work for nobody, unless they are needed', async () => {
  const { functions, declared, leftOut } = await loadFunctions('functions', { mayLeaveOut: () => true });
  const missing = Object.fromEntries(leftOut.map((one) => [one.name, missingFor(one)]));
  const stages = ['collect-names', 'rename-photos', 'format-intervention', 'send-intervention', 'describe-photos'];
  const interventions = ['collect-interventions', 'collect-photos', ...stages, 'deliver-photos'];
  const fleet = ['audit-fleet', 'fetch-fleet', 'load-fleet', 'plan-fleet'];
  assert.deepEqual(Object.keys(missing), [...interventions, ...fleet].sort());
  assert.deepEqual(missing['plan-fleet'], ['SAMSARA_API_TOKEN']);
  assert.deepEqual(missing['format-intervention'], missing['send-intervention'], 'what is behind it is missing');
  assert.equal(missing['collect-interventions']?.length, 5);
  assert.equal(functions.length, declared.length - leftOut.length);
  await assert.rejects(loadFunctions('functions', { mayLeaveOut: (name) => name !== 'collect-interventions' }), {
    message: /^(?=.*PORTAL_RECIPE)(?=.*PHOTO_API_URL)(?!.*SAMSARA)/s,
  });

  const broker = createSqliteBroker(new DatabaseSync(':memory:'));
  const logger = createLogger({ function: 'test', write: () => undefined });
  const deliveries = await startDeliveries({ functions: [], declared: [], leftOut }, broker, logger);
  await broker.publish('interventions-due', {});
  await deliveries.stop();
  assert.equal((await broker.backlog())['collect-interventions'], 1, 'what is asked of them waits');
});
