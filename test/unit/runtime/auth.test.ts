import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import { exportJWK, type JWK } from 'jose';
import { createAuthenticator, requireRole } from '../../../shared/runtime/auth.ts';
import type { Issuer } from '../../../shared/runtime/issuer-settings.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { ProblemError } from '../../../shared/runtime/problem.ts';
import { type Claims, encode, signToken } from './sign-token.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const seconds = Math.floor(now / 1000);
const clock = { now: () => new Date(now) };
const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const second = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

async function publicJwk(key: KeyObject, kid?: string): Promise<JWK> {
  return { ...(await exportJWK(key)), ...(kid === undefined ? {} : { kid }), alg: 'RS256', use: 'sig' };
}
const keys = [await publicJwk(ours.publicKey, 'k1'), await publicJwk(second.publicKey, 'k2')];
const issuer: Issuer = {
  issuer: 'https://issuer.example',
  audience: 'terrain',
  algorithms: ['RS256'],
  rolesClaims: ['roles', 'role'],
  maxAgeSeconds: 3600,
  clockToleranceSeconds: 5,
  loadKeys: async () => ({ keys }),
};
const strict: Issuer = { ...issuer, issuer: 'https://strict.example', typ: 'at+jwt' };

const claims: Claims = { iss: issuer.issuer, aud: 'terrain', sub: 'u1', iat: seconds - 10, exp: seconds + 600 };
const token = (over: Claims = {}, header: Claims = {}, key = ours.privateKey) =>
  signToken({ alg: 'RS256', kid: 'k1', ...header }, { ...claims, ...over }, key);

function setUp() {
  const lines: string[] = [];
  const logger = createLogger({ function: 'test', level: 'debug', write: (line) => lines.push(line) });
  const authenticate = createAuthenticator([issuer, strict], { clock, logger });
  const withHeader = (authorization?: string) =>
    authenticate(new Request('http://x/', authorization === undefined ? {} : { headers: { authorization } }));
  return { lines, withHeader };
}

const accepted: readonly (readonly [string, string])[] = [
  ['signed by the first key', token()],
  ['signed by the second key', token({}, { kid: 'k2' }, second.privateKey)],
  ['of another typ when none is asked', token({}, { typ: 'JWT' })],
  ['for several audiences, ours among them', token({ aud: ['other', 'terrain'] })],
  ['expired less than the tolerance ago', token({ exp: seconds - 3 })],
  ['valid in less than the tolerance', token({ nbf: seconds + 3 })],
  ['an access token where one is asked', token({ iss: strict.issuer }, { typ: 'at+jwt' })],
];
for (const [name, given] of accepted) {
  test(`a token is accepted: ${name}`, async () => {
    const principal = await setUp().withHeader(`Bearer ${given}`);
    assert.equal(principal.subject, 'u1');
  });
}

const publicPem = ours.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const hs256 = `${encode({ alg: 'HS256', kid: 'k1' })}.${encode(claims)}`;
const strangerJwk = await publicJwk(stranger.publicKey);
const unsigned = token().split('.').slice(0, 2).join('.');

const refused: readonly (readonly [string, string | undefined])[] = [
  ['no header', undefined],
  ['an empty header', ''],
  ['another scheme', `Basic ${token()}`],
  ['two tokens', `Bearer ${token()}, Bearer ${token()}`],
  ['no token', 'Bearer '],
  ['no JWT', 'Bearer abc'],
  ['rubbish of three parts', 'Bearer a.b.c'],
  ['an oversized token', `Bearer ${token({ padding: 'x'.repeat(9000) })}`],
  ['alg none', `Bearer ${encode({ alg: 'none' })}.${encode(claims)}.`],
  ['alg none with a signature', `Bearer ${encode({ alg: 'none', kid: 'k1' })}.${encode(claims)}.AAAA`],
  ['HS256 with the public PEM', `Bearer ${hs256}.${createHmac('sha256', publicPem).update(hs256).digest('base64url')}`],
  ['an embedded jwk', `Bearer ${token({}, { jwk: strangerJwk }, stranger.privateKey)}`],
  ['an embedded jwk without kid', `Bearer ${token({}, { kid: undefined, jwk: strangerJwk }, stranger.privateKey)}`],
  ['a jku header', `Bearer ${token({}, { jku: 'https://evil.example/keys', kid: 'e' }, stranger.privateKey)}`],
  ['a key that is not the issuer’s', `Bearer ${token({}, {}, stranger.privateKey)}`],
  ['the other key’s kid', `Bearer ${token({}, { kid: 'k2' })}`],
  ['an unknown kid', `Bearer ${token({}, { kid: 'k9' })}`],
  ['no kid with two keys', `Bearer ${token({}, { kid: undefined })}`],
  ['another algorithm of the family', `Bearer ${token({}, { alg: 'RS512' })}`],
  ['an unknown critical header', `Bearer ${token({}, { crit: ['x'], x: 1 })}`],
  ['another audience', `Bearer ${token({ aud: 'other' })}`],
  ['no audience', `Bearer ${token({ aud: undefined })}`],
  ['another issuer', `Bearer ${token({ iss: 'https://evil.example' })}`],
  ['no issuer', `Bearer ${token({ iss: undefined })}`],
  ['a list of issuers', `Bearer ${token({ iss: [issuer.issuer] })}`],
  ['no exp', `Bearer ${token({ exp: undefined })}`],
  ['an exp that is no number', `Bearer ${token({ exp: 'never' })}`],
  ['expired', `Bearer ${token({ exp: seconds - 6 })}`],
  ['not yet valid', `Bearer ${token({ nbf: seconds + 60 })}`],
  ['no iat', `Bearer ${token({ iat: undefined })}`],
  ['issued in the future', `Bearer ${token({ iat: seconds + 60 })}`],
  ['issued too long ago', `Bearer ${token({ iat: seconds - 4000 })}`],
  ['no sub', `Bearer ${token({ sub: undefined })}`],
  ['an empty sub', `Bearer ${token({ sub: '' })}`],
  ['a sub that is no text', `Bearer ${token({ sub: 7 })}`],
  ['a payload changed after the signature', `Bearer ${tampered()}`],
  ['a signature cut short', `Bearer ${token().slice(0, -8)}`],
  ['a signature removed by Google', `Bearer ${unsigned}.SIGNATURE_REMOVED_BY_GOOGLE`],
  ['an ID token where an access token is asked', `Bearer ${token({ iss: strict.issuer }, { typ: 'JWT' })}`],
  ['no typ where an access token is asked', `Bearer ${token({ iss: strict.issuer })}`],
];
function tampered(): string {
  const [header, , signature] = token().split('.');
  return `${header}.${encode({ ...claims, sub: 'admin' })}.${signature}`;
}

for (const [name, header] of refused) {
  test(`a caller is refused, and told nothing: ${name}`, async () => {
    const { lines, withHeader } = setUp();
    await assert.rejects(withHeader(header), (error) => {
      assert.ok(error instanceof ProblemError);
      assert.equal(error.problem.status, 401);
      assert.match(
        error.problem.headers?.['www-authenticate'] ?? '',
        header ? /^Bearer error="invalid_token"$/ : /^Bearer/,
      );
      assert.equal(error.problem.detail, 'Un jeton d’accès valable est demandé (en-tête Authorization: Bearer).');
      return true;
    });
    assert.equal(lines.length, 1, 'the reason is logged');
    for (const part of (header ?? '').split('.').slice(1))
      if (part.length > 20) assert.ok(!lines.join().includes(part));
  });
}

test('who calls is the issuer and the subject, with name and roles when they have the right type', async () => {
  const { withHeader } = setUp();
  const principal = await withHeader(`bearer ${token({ name: 'Awa', roles: ['admin', 3, 'user'], email: 'a@b' })}`);
  assert.equal(principal.issuer, issuer.issuer);
  assert.equal(principal.name, 'Awa');
  assert.deepEqual(principal.roles, ['admin', 'user']);
  assert.deepEqual((await withHeader(`Bearer ${token({ role: 'user', name: 4 })}`)).roles, ['user']);
  assert.deepEqual((await withHeader(`Bearer ${token()}`)).roles, []);
});

test('a missing role is a 403', async () => {
  const principal = await setUp().withHeader(`Bearer ${token({ roles: ['user'] })}`);
  requireRole(principal, 'admin', 'user');
  assert.throws(
    () => requireRole(principal, 'admin'),
    (error) => error instanceof ProblemError && error.problem.status === 403,
  );
});
