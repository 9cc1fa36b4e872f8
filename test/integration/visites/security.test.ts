import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { exportJWK, exportSPKI, importJWK } from 'jose';
import { createRandom } from '../../../shared/demo/data/random.ts';
import { pages } from '../../../shared/domain/visites/analytics/breakdowns.ts';
import type { Caller } from '../../../shared/domain/visites/analytics/caller.ts';
import { embeddedIssuer } from '../../../shared/runtime/embedded-issuer.ts';
import { encode, signToken } from '../../unit/runtime/sign-token.ts';
import { naiveAnswer } from '../../visites/naive.ts';
import { type Question, randomQuestion } from '../../visites/random-questions.ts';
import { randomTables, type Tables } from '../../visites/random-tables.ts';
import { openVisitesApi } from '../../visites/visites-api-house.ts';

let house: Awaited<ReturnType<typeof openVisitesApi>>;
before(async () => {
  house = await openVisitesApi();
});
after(() => house.close());

test('of ten thousand requests of many callers, with each other’s tags, none gets a row or an answer of somebody else', async () => {
  const random = createRandom('security');
  const { integer, pick, chance } = random;
  const versions: Readonly<Record<string, Tables>> = { v1: randomTables(11, 40), v2: randomTables(12, 40) };
  const callers: Caller[] = [
    { sees: 'all' },
    ...Array.from({ length: 11 }, (_, of) => ({ sees: 'subtree' as const, of })),
  ];
  const tokens = await Promise.all(
    callers.map((caller) =>
      caller.sees === 'all'
        ? house.token([pick(['ADMI', 'DIR', 'PM', 'ACH'])])
        : house.token([pick(['DRG', 'DSM', 'KAM', 'DEL'])], chance(0.5) ? caller.of : String(caller.of)),
    ),
  );
  const questions = Array.from({ length: 90 }, () => randomQuestion(random));
  const wanted = new Map<string, string>();
  const answerTo = (version: string, who: number, { page, filters }: Question): string => {
    const key = JSON.stringify([version, who, page, filters]);
    const caller = callers[who];
    const callerId = caller?.sees === 'subtree' ? caller.of : undefined;
    const tables = versions[version];
    assert.ok(tables !== undefined);
    const answer = wanted.get(key) ?? JSON.stringify(naiveAnswer(page, tables, { filters, callerId }));
    wanted.set(key, answer);
    return answer;
  };
  const tags = new Map<string, string>();
  const asked = new Map<Question, readonly string[]>();
  const seen = { answered: 0, notModified: 0 };
  for (const version of ['v1', 'v2']) {
    const tables = versions[version];
    assert.ok(tables !== undefined);
    await house.store(tables, version);
    house.state.now += 100_000;
    // The delivery before answers until the new one is open.
    const opened = () => house.lines.some((line) => line.version === version);
    for (let tries = 0; !opened() && tries < 1000; tries++) {
      await house.ask('/data', tokens[0] ?? '', {});
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    assert.ok(opened());
    for (let count = 0; count < 5000; count++) {
      const who = integer(0, callers.length - 1);
      const question = pick(questions);
      // Somebody's tag of the same question.
      const known = asked.get(question) ?? [];
      const guess: Record<string, string> = known.length > 0 && chance(0.3) ? { 'if-none-match': pick(known) } : {};
      const answer = await house.ask(`/${question.page}`, tokens[who] ?? '', question.body, guess);
      const tag = answer.headers.get('etag') ?? '';
      const own = answerTo(version, who, question);
      const told = `${version} ${JSON.stringify([callers[who], question.page, question.body])}`;
      if (answer.status === 304) {
        // Whoever kept the answer of that tag has what he would be answered now.
        assert.equal(tags.get(tag), own, told);
        seen.notModified++;
        continue;
      }
      assert.equal(answer.status, 200, told);
      const text = await answer.text();
      assert.deepEqual(JSON.parse(text), JSON.parse(own), told);
      assert.equal(tags.get(tag) ?? own, own, 'one tag stands for two answers');
      if (!tags.has(tag)) asked.set(question, [...known, tag]);
      tags.set(tag, own);
      seen.answered++;
    }
  }
  assert.ok(seen.answered > 5000 && seen.notModified > 20, JSON.stringify(seen));
});

test('what can be chosen and what charts name are of the caller’s own people', async () => {
  const tables = randomTables(12, 40);
  for (let of = 1; of < 10; of++) {
    const token = await house.token(['DSM'], of);
    const { utilisateurs } = (await (await house.ask('/choices', token)).json()) as {
      utilisateurs: { id_utilisateur: number; id_responsable: number | null }[];
    };
    const own = new Set([of]);
    for (const one of own) {
      for (const user of tables.tab_utilisateur) if (user.id_responsable === one) own.add(user.id_utilisateur);
    }
    assert.ok(
      utilisateurs.every(
        ({ id_utilisateur: id, id_responsable: head }) => own.has(id) && (head === null || own.has(head)),
      ),
    );
    assert.equal(
      utilisateurs.length,
      tables.tab_utilisateur.filter(({ id_utilisateur }) => own.has(id_utilisateur)).length,
    );
  }
});

test('without a role of ours, or without whose visits they are, a token gets nothing', async () => {
  const claims: readonly (readonly [readonly string[], unknown])[] = [
    [[], 1],
    [['user', 'admin', 'dir', 'ADMI '], 1],
    [['DEL'], undefined],
    [['DRG'], null],
    [['DSM'], '1 OR 1=1'],
    [['KAM'], [1]],
    [['DEL'], -1],
  ];
  for (const [roles, id] of claims) {
    const token = await house.token(roles, id);
    for (const page of pages)
      assert.equal((await house.ask(`/${page}`, token, {})).status, 403, JSON.stringify([roles, id]));
    assert.equal((await house.ask('/choices', token)).status, 403);
    assert.equal((await house.ask('/charts/data/region.csv', token)).status, 403);
  }
});

test('every forged, foreign, old or misplaced token is refused, on every route, and told nothing', async () => {
  const ask = { sub: 'x', ttlSeconds: 600 };
  const mint = (claims: Readonly<Record<string, unknown>>) =>
    house.mintToken({ ...ask, claims: { role: 'DIR', ...claims } });
  const good = await mint({});
  const [header = '', payload = '', signature = ''] = good.split('.');
  const { issuer, publicKeys } = embeddedIssuer(house.folder);
  const [key] = (await publicKeys()).keys;
  assert.ok(key !== undefined);
  const pem = await exportSPKI(
    (await importJWK(key, key.alg, { extractable: true })) as Parameters<typeof exportSPKI>[0],
  );
  const hmac = (secret: string) => {
    const text = `${encode({ alg: 'HS256', kid: key.kid, typ: 'at+jwt' })}.${payload}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const bySomebodyElse = (more: Record<string, unknown>) =>
    signToken({ alg: 'RS256', typ: 'at+jwt', ...more }, claims, stranger.privateKey);
  const attacks: Readonly<Record<string, string>> = {
    'none at all': '',
    'alg none': `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
    'HS256 with the public key': hmac(pem),
    'HS256 with the JWK': hmac(JSON.stringify(key)),
    'its own key in the header': bySomebodyElse({ jwk: await exportJWK(stranger.publicKey) }),
    'another key under our kid': bySomebodyElse({ kid: key.kid }),
    'a key to fetch from elsewhere': bySomebodyElse({ jku: 'http://127.0.0.1:9/keys', kid: 'x' }),
    'claims changed after signing': `${header}.${encode({ ...claims, role: 'ADMI' })}.${signature}`,
    'no signature': `${header}.${payload}.`,
    'a signature that Google took away': `${header}.${payload}.SIGNATURE_REMOVED_BY_GOOGLE`,
    expired: await mint({ exp: Math.floor(house.state.now / 1000) - 60 }),
    'without end': await mint({ exp: null }),
    'without beginning': await mint({ iat: null }),
    'without subject': await mint({ sub: null }),
    'not yet valid': await mint({ nbf: Math.floor(house.state.now / 1000) + 600 }),
    'for another audience': await mint({ aud: 'other' }),
    'of another issuer': await mint({ iss: `${issuer.issuer}/` }),
    'not an access token': signToken({ alg: 'RS256', typ: 'JWT' }, claims, stranger.privateKey),
    'too long': await mint({ padding: 'x'.repeat(10_000) }),
  };
  const bodies = new Set<string>();
  house.state.counts = 0;
  for (const [name, token] of Object.entries(attacks)) {
    for (const path of ['/data', '/invest']) {
      const answer = await house.ask(path, token, {}, { 'if-none-match': '*' });
      assert.equal(answer.status, 401, name);
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/);
      bodies.add(await answer.text());
    }
    for (const path of ['/choices', '/charts/data/region.csv', '/charts/data/region.png', '/nothing']) {
      assert.equal((await house.ask(path, token)).status, 401, `${name} ${path}`);
    }
  }
  assert.equal(bodies.size, 1);
  assert.equal(house.state.counts, 0);
  assert.equal((await house.ask(`/choices?access_token=${good}`, good)).status, 401);
  assert.equal((await house.ask('/choices', good)).status, 200);
});
