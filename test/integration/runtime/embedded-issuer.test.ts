import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { createAuthenticator } from '../../../shared/runtime/auth.ts';
import { embeddedIssuer } from '../../../shared/runtime/embedded-issuer.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { childEnvironment } from '../../child-environment.ts';

const root = await mkdtemp(path.join(tmpdir(), 'terrain-issuer-'));
after(() => rm(root, { recursive: true }));
const clock = { now: () => new Date() };
const logger = createLogger({ function: 'test', write: () => undefined });

function authenticateWith(folder: string, token: string) {
  const authenticate = createAuthenticator([embeddedIssuer(folder).issuer], { clock, logger });
  return authenticate(new Request('http://x/', { headers: { authorization: `Bearer ${token}` } }));
}

test('a token minted by one process is accepted by another that shares the folder', async () => {
  const folder = path.join(root, 'shared');
  const module = path.resolve('shared/runtime/embedded-issuer.ts');
  const script = `import { embeddedIssuer } from ${JSON.stringify(module)};
    console.log(await embeddedIssuer(${JSON.stringify(folder)}).mintToken({ sub: 'awa', role: 'user', ttlSeconds: 60 }))`;
  const mint = () =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env: childEnvironment() });
  const minted = await Promise.all([mint(), mint(), mint()]);
  for (const { stdout } of minted) {
    const principal = await authenticateWith(folder, stdout.trim());
    assert.equal(principal.subject, 'awa');
    assert.deepEqual(principal.roles, ['user']);
  }
});

test('eight first users of a folder share one key, kept for its owner alone', async () => {
  const folder = path.join(root, 'race');
  const sets = await Promise.all(Array.from({ length: 8 }, () => embeddedIssuer(folder).publicKeys()));
  assert.equal(new Set(sets.map((set) => JSON.stringify(set))).size, 1);
  assert.deepEqual(await readdir(folder), ['issuer-key.json']);
  assert.equal((await stat(path.join(folder, 'issuer-key.json'))).mode & 0o777, 0o600);
});

test('the published keys are public only', async () => {
  const { keys } = await embeddedIssuer(path.join(root, 'race')).publicKeys();
  assert.deepEqual(Object.keys(keys[0] ?? {}).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
});

test('claims go over the usual ones and null takes one away, so that wrong tokens can be made', async () => {
  const folder = path.join(root, 'race');
  const { mintToken } = embeddedIssuer(folder);
  const given = await mintToken({ sub: 'u', claims: { id_responsable: 7 }, ttlSeconds: 60 });
  assert.equal((await authenticateWith(folder, given)).claims.id_responsable, 7);
  for (const claims of [{ exp: null }, { aud: 'other' }, { exp: 1 }, { iss: 'other' }]) {
    await assert.rejects(authenticateWith(folder, await mintToken({ sub: 'u', claims, ttlSeconds: 60 })));
  }
});

test('a token of another folder is refused', async () => {
  const token = await embeddedIssuer(path.join(root, 'other')).mintToken({ sub: 'u', ttlSeconds: 60 });
  await assert.rejects(authenticateWith(path.join(root, 'race'), token));
});

test('a key file that is no key is named with the way out, and left there', async () => {
  const folder = path.join(root, 'broken');
  await embeddedIssuer(folder).publicKeys();
  const file = path.join(folder, 'issuer-key.json');
  await writeFile(file, '{');
  await assert.rejects(embeddedIssuer(folder).publicKeys(), { name: 'ConfigurationError', message: /supprimez-le/ });
  assert.equal(await readFile(file, 'utf8'), '{');
});

test('a token for longer than 31 days is refused', async () => {
  const { mintToken } = embeddedIssuer(path.join(root, 'race'));
  await assert.rejects(mintToken({ sub: 'u', ttlSeconds: 32 * 24 * 3600 }), { name: 'ConfigurationError' });
});
