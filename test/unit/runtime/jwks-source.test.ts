import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { exportJWK, type FlattenedJWSInput, type JWTHeaderParameters } from 'jose';
import { fetchJwks } from '../../../shared/runtime/fetch-jwks.ts';
import { createJwksSource, IssuerUnavailableError, jwksTimes } from '../../../shared/runtime/jwks-source.ts';
import { createLogger } from '../../../shared/runtime/log.ts';

const key = await exportJWK(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
const token: FlattenedJWSInput = { payload: '', signature: '' };
const minute = 60_000;

function setUp() {
  let nowMs = 0;
  let fetches = 0;
  const state = { kids: ['k1'], down: false };
  const load = async () => {
    fetches += 1;
    await Promise.resolve();
    if (state.down) throw new Error('status 500');
    return { keys: state.kids.map((kid) => ({ ...key, kid })) };
  };
  const clock = { now: () => new Date(nowMs) };
  const source = createJwksSource({ load, clock, logger: createLogger({ function: 'test', write: () => undefined }) });
  const ask = async (kid = 'k1') => {
    const header: JWTHeaderParameters = { alg: 'ES256', kid };
    await source(header, token);
  };
  return {
    state,
    ask,
    pass: (ms: number) => {
      nowMs += ms;
    },
    fetches: () => fetches,
  };
}

test('fifty cold callers make one fetch', async () => {
  const { ask, fetches } = setUp();
  await Promise.all(Array.from({ length: 50 }, () => ask()));
  assert.equal(fetches(), 1);
});

test('keys are refreshed ahead, behind the request, so that nobody waits for them', async () => {
  const { ask, pass, fetches } = setUp();
  await ask();
  pass(jwksTimes.refreshAheadMs - 1);
  await ask();
  assert.equal(fetches(), 1);
  pass(1);
  await ask();
  assert.equal(fetches(), 2);
});

test('a request that finds the keys too old waits for fresh ones, so that a withdrawn key is refused', async () => {
  const { ask, pass, state } = setUp();
  await ask();
  state.kids = ['k2'];
  pass(jwksTimes.maxAgeMs);
  await assert.rejects(ask('k1'), { code: 'ERR_JWKS_NO_MATCHING_KEY' });
  await ask('k2');
});

test('with the issuer down, known keys serve for a day, then no more', async () => {
  const { ask, pass, state } = setUp();
  await ask();
  state.down = true;
  pass(jwksTimes.maxAgeMs + minute);
  await ask();
  pass(jwksTimes.maxStaleMs - jwksTimes.maxAgeMs - 2 * minute);
  await ask();
  pass(2 * minute);
  await assert.rejects(ask(), IssuerUnavailableError);
  state.down = false;
  pass(jwksTimes.maxBackoffMs);
  await ask();
});

test('a failing issuer is asked less and less often, at most once a minute', async () => {
  const { ask, pass, state, fetches } = setUp();
  state.down = true;
  for (let second = 0; second < 600; second += 1) {
    await assert.rejects(ask(), IssuerUnavailableError);
    pass(1000);
  }
  assert.ok(fetches() >= 12 && fetches() <= 17, `${fetches()} fetches in ten minutes`);
});

test('with a stale key and the issuer down, twenty tokens do not make twenty fetches', async () => {
  const { ask, pass, state, fetches } = setUp();
  await ask();
  state.down = true;
  pass(jwksTimes.maxAgeMs);
  for (let i = 0; i < 20; i += 1) await ask();
  assert.equal(fetches(), 2);
});

test('random key ids make no fetch during the cool-down, and one after it', async () => {
  const { ask, pass, fetches } = setUp();
  await ask();
  for (let i = 0; i < 20; i += 1) await assert.rejects(ask(`random-${i}`));
  assert.equal(fetches(), 1);
  pass(jwksTimes.unknownKeyCoolDownMs);
  await Promise.allSettled(Array.from({ length: 20 }, (_, i) => ask(`random-${i}`)));
  assert.equal(fetches(), 2);
});

test('a key added by a rotation is found after the cool-down', async () => {
  const { ask, pass, state } = setUp();
  await ask();
  state.kids = ['k1', 'k2'];
  await assert.rejects(ask('k2'));
  pass(jwksTimes.unknownKeyCoolDownMs);
  await ask('k2');
});

const answers: readonly (readonly [string, () => Response])[] = [
  ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } })],
  ['an error', () => new Response('no', { status: 500 })],
  ['a page', () => new Response('<html>')],
  ['other JSON', () => Response.json({ kids: [] })],
];
for (const [name, answer] of answers) {
  test(`${name} is no key set`, async () => {
    await assert.rejects(fetchJwks('https://issuer.example/keys', async () => answer()));
  });
}

test('symmetric keys of a key set are left out', async () => {
  const keys = [{ kty: 'oct', k: 'c2VjcmV0' }, key];
  assert.deepEqual(await fetchJwks('https://issuer.example/keys', async () => Response.json({ keys })), {
    keys: [key],
  });
});
