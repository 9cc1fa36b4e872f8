import assert from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { configurationChecks } from '../../../shared/cli/doctor/configuration.ts';
import { type Check, lookSafely } from '../../../shared/cli/doctor/finding.ts';
import { judgeNode, machineChecks } from '../../../shared/cli/doctor/machine.ts';
import { serviceChecks } from '../../../shared/cli/doctor/services.ts';
import { storeChecks } from '../../../shared/cli/doctor/stores.ts';
import { readEnv } from '../../../shared/runtime/read-env.ts';
import { runShutdownHooks } from '../../../shared/runtime/shutdown.ts';
import { cloudEnvironment } from '../../../shared/wiring/environment.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { runTerrain } from '../../scenarios/terrain-process.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let api: Server;
let url = '';
/** What the API answers, by path. */
const statuses: Record<string, number> = { '/accepts': 405, '/refuses': 401, '/broken': 503 };
before(async () => {
  folder = await temporaryFolder();
  api = createServer((request, response) => {
    const given = statuses[request.url ?? ''] ?? 200;
    const isRefused = request.url === '/accepts' && request.headers.authorization !== 'Bearer le-bon';
    response.writeHead(isRefused ? 401 : given).end('{"keys":[]}');
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const address = api.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
after(async () => {
  api.close();
  await runShutdownHooks();
  await folder.remove();
});

const sound = () => ({
  PORTAL_RECIPE: 'shared/demo/portal-recipe.yaml',
  PORTAL_URL: url,
  PORTAL_USER: 'u',
  PORTAL_PASSWORD: 'p',
  DOCUMENTS_URL: url,
  DOCUMENTS_USER: 'u',
  DOCUMENTS_PASSWORD: 'p',
  INTERVENTIONS_API_URL: `${url}/accepts`,
  PHOTO_DATA_API_URL: `${url}/d`,
  PHOTO_API_URL: `${url}/p`,
  INTERVENTIONS_API_TOKEN: 'le-bon',
  TERRAIN_DATA: path.join(folder.path, 'data'),
});

async function look(checks: readonly Check[], name: string) {
  const check = checks.find((one) => one.name === name);
  assert.ok(check, `no check is called « ${name} »`);
  return lookSafely(check);
}
const cloudOf = (environment: Record<string, string>) => readEnv(cloudEnvironment, environment);
const configuration = (more: Record<string, string>, name: string) =>
  look(configurationChecks({ ...sound(), ...more }), name);
const service = (more: Record<string, string>, name: string) => {
  const environment = { ...sound(), ...more };
  return look(serviceChecks(environment, cloudOf(environment)), name);
};

test('a sound configuration is said to be so, check by check', async () => {
  for (const name of ['Réglages', 'API du client', 'Recette du portail']) {
    assert.equal((await configuration({}, name)).state, 'bien', name);
  }
  for (const name of ['Portail joignable', 'Jeton de l’API du client', 'Émetteurs de jetons']) {
    assert.equal((await service({}, name)).state, 'bien', name);
  }
  const stores = storeChecks(cloudOf(sound()));
  assert.ok(stores.length >= 4);
  for (const check of stores) assert.equal((await lookSafely(check)).state, 'bien', check.name);
});

/** What is broken, the check that finds it, its words, and those of the way out. */
const broken: [string, () => ReturnType<typeof look>, 'mal' | 'attention', RegExp, RegExp][] = [
  ['an unknown zone', () => configuration({ TZ_BUSINESS: 'Mars/Nord' }, 'Réglages'), 'mal', /TZ_BUSINESS/, /\.env/],
  [
    'a wrong address',
    () => configuration({ PHOTO_API_URL: 'ftp://x' }, 'API du client'),
    'mal',
    /PHOTO_API_URL/,
    /Corrigez/,
  ],
  [
    'a recipe that is not there',
    () => configuration({ PORTAL_RECIPE: 'no.yaml' }, 'Recette du portail'),
    'mal',
    /no\.yaml n’existe pas/,
    /PORTAL_RECIPE/,
  ],
  [
    'a secret of the recipe that is missing',
    () => configuration({ PORTAL_PASSWORD: '' }, 'Recette du portail'),
    'mal',
    /PORTAL_PASSWORD/,
    /\.env/,
  ],
  ['a fleet API that is not in use', () => configuration({}, 'API de flotte'), 'attention', /pas configurée/, /flotte/],
  [
    'a portal that is not there',
    () => service({ PORTAL_URL: 'http://127.0.0.1:59' }, 'Portail joignable'),
    'mal',
    /127\.0\.0\.1:59 ne répond pas : ECONNREFUSED/,
    /Rien n’écoute/,
  ],
  [
    'a portal of an unknown name',
    () => service({ PORTAL_URL: 'http://nowhere.invalid' }, 'Portail joignable'),
    'mal',
    /nowhere\.invalid ne répond pas/,
    /inconnu|réseau/,
  ],
  [
    'a portal in trouble',
    () => service({ PORTAL_URL: `${url}/broken` }, 'Portail joignable'),
    'attention',
    /répond 503/,
    /maintenance/,
  ],
  [
    'a token that the API refuses',
    () => service({ INTERVENTIONS_API_TOKEN: 'le-mauvais' }, 'Jeton de l’API du client'),
    'mal',
    /refuse le jeton \(401\)/,
    /nouveau jeton/,
  ],
  [
    'an issuer without keys',
    () =>
      service(
        {
          AUTH_ISSUERS: JSON.stringify([{ issuer: 'i', audience: 'a', jwksUri: `${url}/jwks`, algorithms: ['ES256'] }]),
        },
        'Émetteurs de jetons',
      ),
    'mal',
    /aucune clé/,
    /jwks/,
  ],
  [
    'issuers that are no JSON',
    () => service({ AUTH_ISSUERS: '{' }, 'Émetteurs de jetons'),
    'mal',
    /AUTH_ISSUERS/,
    /liste JSON/,
  ],
  [
    'a Chromium that is none',
    () => look(machineChecks(folder.path, '/bin/false'), 'Chromium'),
    'mal',
    /ne démarre pas/,
    /CHROMIUM_PATH/,
  ],
  ['an old Node', async () => judgeNode('v20.1.0', 'linux', 'x64'), 'mal', /v20/, /npm run terrain/],
  [
    'another machine',
    async () => judgeNode('v24.1.0', 'darwin', 'arm64'),
    'attention',
    /darwin arm64/,
    /CHROMIUM_PATH/,
  ],
];
for (const [name, find, state, words, advice] of broken) {
  test(`the doctor finds ${name} and says what to do`, async () => {
    const found = await find();
    assert.equal(found.state, state, found.said);
    assert.match(found.said, words);
    assert.match(found.advice ?? '', advice);
    assert.doesNotMatch(found.said + found.advice, /le-mauvais|le-bon/, 'no secret is printed');
  });
}

test('a folder that cannot be written to is named', async () => {
  const file = path.join(folder.path, 'no-folder');
  await writeFile(file, '');
  const found = await look(machineChecks(file, undefined), 'Dossier de données');
  assert.equal(found.state, 'mal');
  assert.match(found.said, /no-folder/);
  assert.match(found.advice ?? '', /TERRAIN_DATA/);
});

test('stores that cannot keep are told with the way out', async () => {
  const data = path.join(folder.path, 'blocked');
  await mkdir(path.join(data, 'objects'), { recursive: true });
  await writeFile(path.join(data, 'objects', 'photos'), 'a file where a folder belongs');
  await chmod(data, 0o700);
  const found = await look(storeChecks(cloudOf({ TERRAIN_DATA: data })), 'Seau photos');
  assert.equal(found.state, 'mal');
  assert.match(found.advice ?? '', /TERRAIN_DATA/);
});

test('`terrain doctor` ends with 1 when something is wrong, and shows every check with its advice', async () => {
  const { PATH = '', HOME = '' } = process.env;
  const environment = { ...sound(), INTERVENTIONS_API_TOKEN: 'le-mauvais', CHROMIUM_PATH: '/bin/false', PATH, HOME };
  const { status, output } = await runTerrain(['doctor'], environment);
  assert.equal(status, 1, output);
  assert.match(output, /✔ Node/);
  assert.match(output, /✖ Jeton de l’API du client .*refuse le jeton/);
  assert.match(output, /→ Demandez un nouveau jeton/);
  assert.match(output, /2 points à corriger/);
  assert.doesNotMatch(output, /le-mauvais/);
});
