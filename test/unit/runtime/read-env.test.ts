import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { commonEnv } from '../../../shared/runtime/common-env.ts';
import { ConfigurationError, type Environment, readEnv } from '../../../shared/runtime/read-env.ts';

const issuer = { issuer: 'https://i', audience: 'a', jwksUri: 'https://i/keys', algorithms: ['RS256'] };

function read(environment: Environment) {
  return readEnv(z.object(commonEnv(environment)), environment);
}

test('an empty environment gives the defaults of the contract', () => {
  assert.deepEqual(read({}), {
    TERRAIN_CLOUD: 'embedded',
    TERRAIN_DATA: '.data',
    TZ_BUSINESS: 'Europe/Paris',
    LOG_LEVEL: 'info',
    PORT: 8080,
  });
});

test('on Cloud Run the cloud is Google’s unless said', () => {
  assert.equal(read({ K_SERVICE: 'x' }).TERRAIN_CLOUD, 'google');
  assert.equal(read({ K_SERVICE: 'x', TERRAIN_CLOUD: 'embedded' }).TERRAIN_CLOUD, 'embedded');
});

test('an empty variable counts as absent', () => {
  assert.equal(read({ PORT: '', TZ_BUSINESS: '' }).PORT, 8080);
});

test('issuers are read from JSON and completed', () => {
  const [read0] = read({ AUTH_ISSUERS: JSON.stringify([issuer]) }).AUTH_ISSUERS ?? [];
  assert.equal(read0?.maxAgeSeconds, 24 * 3600);
  assert.deepEqual(read0?.rolesClaims, ['roles', 'role']);
});

const wrong: readonly (readonly [string, string, RegExp])[] = [
  ['PORT', 'http', /- PORT : .*attendu : un numéro de port/],
  ['PORT', '70000', /- PORT : /],
  ['TZ_BUSINESS', 'Europe/Pariss', /- TZ_BUSINESS : n’est pas un fuseau horaire connu/],
  ['TZ_BUSINESS', '+02:00', /- TZ_BUSINESS : /],
  ['TERRAIN_CLOUD', 'amazon', /- TERRAIN_CLOUD : .*embedded ou google/],
  ['LOG_LEVEL', 'verbose', /- LOG_LEVEL : /],
  ['AUTH_ISSUERS', '[', /- AUTH_ISSUERS : n’est pas du JSON/],
  ['AUTH_ISSUERS', '[]', /- AUTH_ISSUERS : /],
  ['AUTH_ISSUERS', JSON.stringify([{ ...issuer, algorithms: ['HS256'] }]), /- AUTH_ISSUERS : 0\.algorithms\.0/],
  ['AUTH_ISSUERS', JSON.stringify([{ ...issuer, audience: undefined }]), /- AUTH_ISSUERS : 0\.audience/],
  ['AUTH_ISSUERS', JSON.stringify([{ ...issuer, jwksUri: 'http://i.example/keys' }]), /https/],
  ['AUTH_ISSUERS', JSON.stringify([issuer, issuer]), /un émetteur y est deux fois/],
];
for (const [name, value, expected] of wrong) {
  test(`${name}=${value} stops the start and is named`, () => {
    assert.throws(
      () => read({ [name]: value }),
      (error) => error instanceof ConfigurationError && expected.test(error.message),
    );
  });
}

test('every bad or missing variable is listed at once, and no secret value is', () => {
  const schema = z.object({
    API_TOKEN: z.string().refine(() => false, { error: (issue) => `« ${String(issue.input)} » est refusé` }),
    API_URL: z.url().describe('une adresse https'),
    COUNT: z.coerce.number(),
  });
  assert.throws(
    () => readEnv(schema, { API_TOKEN: 'tres-secret', COUNT: 'x' }),
    (error) => {
      assert.ok(error instanceof ConfigurationError);
      assert.match(error.message, /- API_TOKEN : « \*\*\* » est refusé/);
      assert.match(error.message, /- API_URL : manquante \(attendu : une adresse https\)/);
      assert.match(error.message, /- COUNT : /);
      assert.doesNotMatch(error.message, /tres-secret/);
      return true;
    },
  );
});
