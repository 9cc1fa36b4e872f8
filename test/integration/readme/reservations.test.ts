import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { loadFunctions } from '../../../shared/host/load-functions.ts';
import { serveFunctions } from '../../../shared/host/serve.ts';
import { embeddedIssuer, type TokenRequest } from '../../../shared/runtime/embedded-issuer.ts';
import { createLogger, writeLogsTo } from '../../../shared/runtime/log.ts';
import { runShutdownHooks } from '../../../shared/runtime/shutdown.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

describe('the compute farm of the README', () => {
  let folder: string;
  let api: string;
  let close: () => Promise<void>;
  let section: string;

  const tokenOf = (asked: Partial<TokenRequest> = {}) =>
    embeddedIssuer(folder).mintToken({ sub: 'lea', name: 'Léa', role: 'user', ttlSeconds: 600, ...asked });
  const ask = async (place: string, token: string, init: RequestInit = {}) =>
    fetch(`${api}${place}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  /** The code of that language, made to ask the host of this test. */
  const codeOf = (language: string) => {
    const code = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(section)?.[1] ?? '';
    assert.ok(code.includes('http://127.0.0.1:8080/reservations'), `the README has no ${language} that asks`);
    return code.replaceAll('http://127.0.0.1:8080/reservations', api);
  };
  const reserved = async (): Promise<unknown[]> =>
    (await (await ask('/RessourceReserve', await tokenOf())).json()).RessourceReserve;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'terrain-reservations-'));
    process.env.TERRAIN_DATA = folder;
    writeLogsTo(() => undefined);
    const readme = await readFile(path.join(root, 'README.md'), 'utf8');
    section = /### The compute farm\n(.*?)\n### /s.exec(readme)?.[1] ?? '';
    const { functions } = await loadFunctions(path.join(root, 'functions'), {
      wants: (name) => name === 'serve-reservations',
    });
    const logger = createLogger({ function: 'test', write: () => undefined });
    const host = await serveFunctions({ functions, port: 0, logger });
    api = `${host.url}/reservations`;
    close = () => host.close(0);
    const made = await ask('/Ressource', await tokenOf({ sub: 'root', role: 'admin' }), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ quantiteGPU: 4, quantiteMemoire: 8 }),
    });
    assert.equal(made.status, 201);
  });
  after(async () => {
    await close?.();
    await runShutdownHooks();
    await rm(folder, { recursive: true, force: true });
  });

  test('its commands find a slot and book, once however often they are repeated', async (context) => {
    try {
      await run('curl', ['--version']);
    } catch {
      return context.skip('curl is not on this machine');
    }
    const commands = codeOf('sh').replace(/\$\(npm run[^)]*\)/, await tokenOf());
    for (let times = 0; times < 2; times++) {
      const { stdout } = await run('sh', ['-c', commands]);
      const [found, booked] = stdout.split('}{').map((text) => text.replace(/^(?!\{)/, '{').replace(/(?<!\})$/, '}'));
      assert.match(found ?? '', /^\{"Creneaux":\[\{"idRessource":1,"date_debut":"\w{3}, /);
      assert.match(booked ?? '', /"nbGPU":2,"nbmemoire":4/);
    }
    assert.equal((await reserved()).length, 1);
  });

  test('its program of ten lines books, extends and gives back, with a machine’s token', async () => {
    const program = codeOf('js');
    assert.equal(program.trim().split('\n').length, 10);
    const before = await reserved();
    const TOKEN = await tokenOf({ sub: 'rendering', role: 'service' });
    const arguments_ = ['--input-type=module', '-e', `${program}\nconsole.log(booked.id)`];
    const { stdout } = await run(process.execPath, arguments_, { env: { TOKEN } });
    assert.deepEqual(await reserved(), before);
    const history = await ask(`/Reservation/${stdout.trim()}/historique`, TOKEN);
    const { historique }: { historique: { action: string }[] } = await history.json();
    assert.deepEqual(
      historique.map(({ action }) => action),
      ['creation', 'modification', 'suppression'],
    );
  });

  test('its settings are those of the function', async () => {
    const { environment }: { environment: string[] } = JSON.parse(
      await readFile(path.join(root, 'functions/serve-reservations/deploy.json'), 'utf8'),
    );
    for (const name of environment.filter((one) => one.startsWith('RESERVATION_'))) assert.ok(section.includes(name));
  });

  test('tokens that are late, foreign, of no role, twice there or in the address do not come in', async () => {
    const status = async (token: string, place = '/Ressource') => (await ask(place, token)).status;
    const good = await tokenOf();
    assert.equal(await status(good), 200);
    const past = new Date(Date.now() - 3_600_000);
    for (const bad of [
      await tokenOf({ now: past }),
      await tokenOf({ claims: { aud: 'other' } }),
      await tokenOf({ claims: { exp: null } }),
      await tokenOf({ claims: { iss: 'https://other' } }),
      `${good.slice(0, -8)}AAAAAAAA`,
      `${good}, Bearer ${good}`,
    ])
      assert.equal(await status(bad), 401);
    for (const role of [null, 'root', ['admin']]) assert.equal(await status(await tokenOf({ claims: { role } })), 403);
    const inAddress = await fetch(`${api}/Ressource?access_token=${good}`);
    assert.equal(inAddress.status, 401);
    assert.match(inAddress.headers.get('www-authenticate') ?? '', /^Bearer/);
  });
});
