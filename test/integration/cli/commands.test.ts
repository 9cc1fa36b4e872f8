import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import { lockFolder } from '../../../shared/adapters/sqlite/folder-lock.ts';
import { runShutdownHooks } from '../../../shared/runtime/shutdown.ts';
import { embeddedCloud } from '../../../shared/wiring/embedded-cloud.ts';
import { childEnvironment } from '../../child-environment.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { until } from '../../contract/until.ts';
import { runTerrain, startTerrain } from '../../scenarios/terrain-process.ts';
import { runChild } from '../adapters/run-child.ts';
import { runHere } from './run-here.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
before(async () => {
  folder = await temporaryFolder();
});
after(() => folder.remove());

const environment = (more: Record<string, string> = {}) => ({
  ...childEnvironment(),
  TERRAIN_DATA: path.join(folder.path, 'data'),
  ...more,
});

const destination = {
  PORTAL_RECIPE: 'shared/demo/portal-recipe.yaml',
  PORTAL_URL: 'http://127.0.0.1:9',
  PORTAL_USER: 'u',
  PORTAL_PASSWORD: 'p',
  DOCUMENTS_URL: 'http://127.0.0.1:9',
  DOCUMENTS_USER: 'u',
  DOCUMENTS_PASSWORD: 'p',
  INTERVENTIONS_API_URL: 'http://127.0.0.1:9/i',
  PHOTO_DATA_API_URL: 'http://127.0.0.1:9/d',
  PHOTO_API_URL: 'http://127.0.0.1:9/p',
  INTERVENTIONS_API_TOKEN: 'jeton',
  SAMSARA_API_TOKEN: 'jeton',
};

const noFolder =
  /TERRAIN_DATA : on ne peut pas écrire dans « \/proc\/nope.* \(ENOENT\)\. .*choisissez un autre dossier/;
/** Command, environment, exit status, words of the message. */
const refusals: [string, string[], Record<string, string>, RegExp][] = [
  ['no command', [], {}, /Usage/],
  ['an unknown command', ['dance'], {}, /commande inconnue : « dance »\n\nToutes les commandes/],
  ['a misspelt command', ['tokn'], {}, /vouliez-vous dire « token »/],
  ['an unknown option', ['status', '--nope'], {}, /option inconnue « --nope »\n\n {2}status \[--json\]/],
  ['a misspelt option', ['export', 'ALL', '--dat', '1'], {}, /vouliez-vous dire « --date ».*export --list/s],
  ['an option without its value', ['token', '--sub'], {}, /^--sub attend une valeur/],
  ['a value where none belongs', ['status', '--json=1'], {}, /^--json ne prend pas de valeur/],
  ['an argument too many', ['doctor', 'please'], {}, /^argument inattendu « please »/],
  [
    'an impossible date',
    ['run', 'interventions', '--from', '31/02/2026'],
    {},
    /--from : « 31\/02\/2026 » n’est pas une date/,
  ],
  [
    'a period that ends before it starts',
    ['run', 'interventions', '--from', '2026-11-02', '--to', '01/11/2026'],
    {},
    /--to/,
  ],
  ['a port that is none', ['start', '--port', 'abc'], {}, /--port : « abc »/],
  ['a token without subject', ['token'], {}, /--sub/],
  ['a duration that is none', ['token', '--sub', 'a', '--ttl', 'soon'], {}, /--ttl « soon »/],
  ['a recipe that is not there', ['portal', 'check', 'nowhere.yaml'], {}, /« nowhere.yaml » n’existe pas/],
  ['an unknown zone', ['status'], { TZ_BUSINESS: 'Europe/Nowhere' }, /TZ_BUSINESS/],
  ['a data folder that nobody can make', ['start', '--once'], { TERRAIN_DATA: '/proc/nope/data' }, noFolder],
  [
    'one where a file is',
    ['status'],
    { TERRAIN_DATA: 'package.json' },
    /TERRAIN_DATA : .*« package.json » \(ENOTDIR\)/,
  ],
  ['one to look at', ['doctor'], { TERRAIN_DATA: '/proc/nope' }, noFolder],
  ['one to erase from', ['erase', '--name', 'Ana Prado'], { TERRAIN_DATA: '/proc/nope' }, noFolder],
  ['another cloud', ['status'], { TERRAIN_CLOUD: 'google' }, /TERRAIN_CLOUD=embedded/],
];
/** The same, of what is found when the functions are loaded. */
const refusalsOfFunctions: typeof refusals = [
  ['a missing variable', ['run', 'interventions'], {}, /INTERVENTIONS_API_URL : manquante/],
  [
    'a wrong address and a recipe that is not there, though what is missing may be left out',
    ['start', '--no-demo', '--port', '0'],
    { ...destination, PHOTO_API_URL: 'ftp://x', PORTAL_RECIPE: 'no.yaml', SAMSARA_API_TOKEN: '' },
    /no\.yaml.*PHOTO_API_URL(?!.*SAMSARA)/s,
  ],
];
for (const [name, args, variables, words] of [...refusals, ...refusalsOfFunctions]) {
  test(`exit status 2 and a message that names it: ${name}`, async () => {
    // A function is loaded once in a process.
    const run = refusals.some(([known]) => known === name) ? runHere : runTerrain;
    const { status, output } = await run(args, environment(variables));
    assert.match(output, words);
    assert.equal(status, 2, output);
    assert.doesNotMatch(output, /\n {4}at /, 'no stack in the face of a user');
  });
}

test('--help after a command shows its own usage', async () => {
  const { status, output } = await runHere(['fleet', '--help'], environment());
  assert.equal(status, 0);
  assert.match(output, /^ {2}fleet --start_date[^\n]*\n {8}\[--force\][^\n]*\n$/);
});

test('a recipe with mistakes is refused with file, line and a suggestion', async () => {
  const recipe = path.join(folder.path, 'wrong.yaml');
  await writeFile(recipe, 'name: Essai\nsites:\n  a: { url: https://portail.example }\nlist:\n  stepz: []\n');
  const { status, output } = await runHere(['portal', 'check', recipe], environment());
  assert.equal(status, 2, output);
  assert.match(output, /wrong\.yaml:5:3: .*stepz.*steps/);
});

test('token prints a JWT and nothing else, with the claims asked for', async () => {
  const args = [
    'token',
    '--sub',
    'ana',
    '--name',
    'Ana',
    '--role',
    'admin',
    '--claim',
    'agences=["29"]',
    '--ttl',
    '30m',
  ];
  const { status, output } = await runHere(args, environment());
  assert.equal(status, 0);
  assert.match(output, /^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const { sub, name, role, agences, iat = 0, exp = 0 } = decodeJwt(output.trim());
  assert.deepEqual(
    { sub, name, role, agences, seconds: exp - iat },
    { sub: 'ana', name: 'Ana', role: 'admin', agences: ['29'], seconds: 1800 },
  );
});

test('a second process on the same folder is told who has it, and touches nothing', async () => {
  const data = path.join(folder.path, 'taken');
  await mkdir(data);
  const lock = await lockFolder(data, { port: 8123 });
  try {
    const { status, output } = await runTerrain(['start', '--port', '0'], environment({ TERRAIN_DATA: data }));
    assert.equal(status, 2, output);
    assert.match(output, new RegExp(`processus ${process.pid}, port 8123`));
    assert.equal(existsSync(path.join(data, 'demo')), false, 'the demo’s journal was left alone');
  } finally {
    lock.release();
  }
});

/** A host that never works, and a command that it is to work for; then the host is killed. */
async function forsake(data: string, args: readonly string[], variables: Record<string, string>) {
  const { broker } = embeddedCloud(data).open();
  const retry = { concurrency: 1, ackDeadlineSeconds: 9, minBackoffSeconds: 1, maxBackoffSeconds: 1, maxAttempts: 5 };
  const heard = await broker.subscribe({ name: 'run-export', topics: ['export-due'], ...retry }, async () => undefined);
  await heard.stop();
  const host = runChild('locking-child', data);
  await until(() => host.lines.length === 1, 10_000, 'the host has the folder');
  const command = startTerrain(args, environment({ TERRAIN_DATA: data, ...variables }));
  await until(() => command.output().includes('il s’en charge'), 20_000, 'the work is handed over');
  await host.kill();
  return { status: await command.ended, output: command.output() };
}

test('a command whose host is killed does the work itself, or says why it cannot', async () => {
  const args = ['export', 'interventions_cloturees'];
  const [able, unable] = await Promise.all([
    forsake(path.join(folder.path, 'able'), args, {}),
    forsake(path.join(folder.path, 'unable'), args, { EXPORT_MAIL_TO: 'nobody' }),
  ]);
  await runShutdownHooks();
  assert.match(able.output, /n’est plus là : cette commande fait la suite elle-même.*\.csv\n/s);
  assert.equal(able.status, 0, able.output);
  assert.match(unable.output, /Ce qui est entamé reprendra.*EXPORT_MAIL_TO/s);
  assert.equal(unable.status, 2, unable.output);
});

test('without any variable the pages are served, and what is left out is said with what it lacks', async () => {
  const data = path.join(folder.path, 'pages-only');
  const host = startTerrain(['start', '--no-demo', '--port', '0'], environment({ TERRAIN_DATA: data }));
  await until(() => /Terrain sert/.test(host.output()), 20_000, 'it serves');
  assert.match(host.output(), /les interventions : PORTAL_RECIPE, INTERVENTIONS_API_URL, .*INTERVENTIONS_API_TOKEN\n/);
  assert.match(host.output(), /la flotte : SAMSARA_API_TOKEN\n/);
  const [link = ''] = /http:\S+\/reservations\//.exec(host.output()) ?? [];
  assert.equal((await fetch(link)).status, 200);
  host.child.kill('SIGINT');
  assert.equal(await host.ended, 0, host.output());
});

test('status of an empty folder says that there is nothing, with status 0', async () => {
  const { status, output } = await runHere(['status'], environment({ TERRAIN_DATA: path.join(folder.path, 'empty') }));
  assert.equal(status, 0, output);
  assert.match(output, /Aucun passage/);
  const json = await runHere(['status', '--json'], environment({ TERRAIN_DATA: path.join(folder.path, 'empty') }));
  assert.deepEqual(JSON.parse(json.output).runs, []);
});
