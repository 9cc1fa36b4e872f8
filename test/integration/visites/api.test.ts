import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { chartFormats } from '../../../shared/charts/chart-file.ts';
import { createRandom } from '../../../shared/demo/data/random.ts';
import { pages } from '../../../shared/domain/visites/analytics/breakdowns.ts';
import { visitesLists } from '../../../shared/domain/visites/lists/lists.ts';
import { readSnapshot, writeSnapshot } from '../../../shared/pipeline/visites/snapshot-objects.ts';
import { openApiChecker } from '../../api/open-api-checker.ts';
import { randomTables } from '../../visites/random-tables.ts';
import { openVisitesApi } from '../../visites/visites-api-house.ts';

let house: Awaited<ReturnType<typeof openVisitesApi>>;
let all: string;
before(async () => {
  house = await openVisitesApi();
  all = await house.token(['DIR']);
});
after(() => house.close());
const until = async (isSo: () => Promise<boolean>) => {
  for (let tries = 0; !(await isSo()); tries++) {
    assert.ok(tries < 2000, 'it does not come');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
beforeEach(() => {
  house.state.counts = 0;
  house.state.beforeCount = () => Promise.resolve();
});

test('before the first delivery the answer says how to import one, and when to come back', async () => {
  const answer = await house.ask('/data', all, {});
  assert.equal(answer.status, 503);
  assert.ok(Number(answer.headers.get('retry-after')) > 0);
  assert.match(await answer.text(), /terrain import visites/);
  await house.store(randomTables(1, 80), 'v1');
  assert.equal((await house.ask('/data', all, {})).status, 200);
});

test('every operation answers as the OpenAPI document says, and the document is one', async () => {
  const { Validator } = await import('@seriousme/openapi-schema-validator');
  const document = (await (await house.ask('/openapi.json', all)).json()) as Record<string, unknown>;
  const found = await new Validator().validate(document);
  assert.ok(found.valid, JSON.stringify(found.errors));
  const { check, seen } = openApiChecker(document);
  const nobody = await house.token(['viewer']);
  for (const page of pages) {
    const url = `/analytics/${page}`;
    const asked = await house.ask(`/${page}`, all, { annee: 2023 });
    await check('POST', url, asked);
    const known = { 'if-none-match': asked.headers.get('etag') ?? '' };
    await check('POST', url, await house.ask(`/${page}`, all, { annee: '2023' }, known));
    await check('POST', url, await house.ask(`/${page}`, all, { annee: 'x', inconnu: 1 }));
    await check('POST', url, await house.ask(`/${page}`, 'a.b.c', {}));
    await check('POST', url, await house.ask(`/${page}`, nobody, {}));
    await check('POST', url, await house.ask(`/${page}`, all, {}, { 'content-type': 'text/csv' }));
    await check('POST', url, await house.ask(`/${page}`, all, { gamme: 'x'.repeat(300_000) }));
    for (const [place, list] of visitesLists.filter((one) => one.page === page).entries()) {
      for (const format of Object.keys(chartFormats)) {
        // Pixels take their time.
        if (format === 'png' && place > 0 && process.env.TERRAIN_EXHAUSTIVE !== '1') continue;
        const path = `/charts/${page}/${list.name}.${format}`;
        const drawn = await house.ask(`${path}?annee=2023`, all);
        assert.equal(drawn.status, 200, path);
        await check('GET', `/analytics${path}`, drawn);
        const tag = { 'if-none-match': drawn.headers.get('etag') ?? '' };
        const again = await house.ask(`${path}?annee=2023`, all, undefined, tag);
        assert.equal(again.status, 304);
        await check('GET', `/analytics${path}`, again);
      }
    }
    for (const path of [`/charts/${page}/nulle.svg`, `/charts/${page}/region.svg?annee=x`, `/charts/${page}/x.gif`]) {
      await check('GET', `/analytics${path}`, await house.ask(path, all));
    }
  }
  const choices = await house.ask('/choices', all);
  await check('GET', '/analytics/choices', choices);
  const known = { 'if-none-match': choices.headers.get('etag') ?? '' };
  await check('GET', '/analytics/choices', await house.ask('/choices', all, undefined, known));
  await check('GET', '/analytics/choices', await house.ask('/choices', nobody));
  for (const page of pages) {
    for (const status of [200, 304, 400, 401, 403, 413, 415])
      assert.ok(seen.has(`POST /${page} ${status}`), `${page} ${status}`);
  }
});

test('the same question is counted once: however it is written, whoever asks at once, and not at all for who has it', async () => {
  const spellings = [
    { gamme: 'GA1', annee: 2023, mois: '2' },
    { mois: 2, gamme: ' GA1 ', annee: ' 2023' },
    { start_date: '01/02/2023', end_date: '2023-02-28', gamme: 'GA1', region: null, id_utilisateur: '' },
  ];
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, i) => house.ask('/performance', all, spellings[i % spellings.length])),
  );
  assert.equal(house.state.counts, 1);
  assert.equal(new Set(await Promise.all(answers.map((answer) => answer.text()))).size, 1);
  const [etag = ''] = new Set(answers.map(({ headers }) => headers.get('etag') ?? ''));
  const again = await house.ask('/performance', all, spellings[1], { 'if-none-match': `"other", ${etag}` });
  assert.deepEqual([again.status, await again.text()], [304, '']);
  assert.equal(house.state.counts, 1);
  // A chart and a CSV of a page that was counted are drawn of what was counted.
  const csv = await house.ask('/charts/performance/nombre_compte_visite_par_jour.csv?annee=2023&mois=2&gamme=GA1', all);
  assert.match(await csv.text(), /^﻿?date_visite;nombre_visites\r?\n/);
  assert.equal(house.state.counts, 1);
  const one = await house.ask('/performance', await house.token(['DEL'], 3), spellings[0]);
  assert.equal(one.status, 200, await one.clone().text());
  assert.notEqual(one.headers.get('etag'), etag);
  assert.equal(house.state.counts, 2);
});

test('an answer is the caller’s own: private, varying by token and encoding, and compressed as it is taken', async () => {
  const plain = await house.ask('/data', all, {});
  assert.equal(plain.headers.get('cache-control'), 'private, no-cache');
  assert.match(plain.headers.get('vary') ?? '', /authorization/i);
  const text = await plain.text();
  for (const [encoding, decode] of [
    ['br', promisify(brotliDecompress)],
    ['gzip', promisify(gunzip)],
  ] as const) {
    const packed = await house.ask('/data', all, {}, { 'accept-encoding': `${encoding};q=0.8` });
    assert.equal(packed.headers.get('content-encoding'), encoding);
    assert.equal(String(await decode(Buffer.from(await packed.arrayBuffer()))), text);
    assert.equal(packed.headers.get('etag'), plain.headers.get('etag'));
  }
});

test('a new delivery is answered from after the delay; until it is open, and when it cannot be opened, the one before is', async () => {
  const { state } = house;
  const tag = async () => (await house.ask('/users', all, {})).headers.get('etag');
  const old = await tag();
  await house.store(randomTables(2, 80), 'v2');
  assert.equal(await tag(), old);
  state.now += 100_000;
  assert.equal(await tag(), old);
  await until(async () => (await tag()) !== old);
  const newer = await tag();
  state.version = 'missing';
  state.now += 100_000;
  for (let count = 0; count < 3; count++) assert.equal(await tag(), newer);
  await until(async () => house.lines.some(({ severity }) => severity === 'ERROR'));
  assert.equal(await tag(), newer);
  state.version = 'v2';
});

test('when too many counts wait the next caller is asked to come back, and those that wait are answered', async () => {
  const gate = Promise.withResolvers<void>();
  house.state.beforeCount = () => gate.promise;
  const asked = Array.from({ length: 80 }, (_, day) => house.ask('/data', all, { id_utilisateur: 1000 + day }));
  const refused = await Promise.race(asked);
  assert.equal(refused.status, 503);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  gate.resolve();
  const statuses = await Promise.all(asked.map(async (answer) => (await answer).status));
  assert.equal(statuses.filter((status) => status === 200).length, 65);
  assert.equal(statuses.filter((status) => status === 503).length, 15);
  assert.equal((await house.ask('/data', all, { id_utilisateur: 1079 })).status, 200);
});

test('a count that fails is not kept: the next one who asks gets an answer', async () => {
  let fails = true;
  house.state.beforeCount = async () => {
    if (fails) throw new Error('the engine is away');
  };
  await assert.rejects(house.ask('/data', all, { annee: 2022 }), /the engine is away/);
  fails = false;
  assert.equal((await house.ask('/data', all, { annee: 2022 })).status, 200);
});

test('ten thousand bad or odd bodies: each is refused with the field that is wrong, or answered, and none is our fault', async () => {
  const random = createRandom('fuzz');
  const { pick, integer, chance } = random;
  const names = ['annee', 'mois', 'gamme', 'region', 'start_date', 'end_date', 'id_utilisateur', 'id_responsable'];
  const odd = ['__proto__', 'constructor', 'toString', '', 'ANNEE', 'id_utilisateur ', 'é', '/a~b', '$where'];
  const texts = [
    '',
    ' ',
    '2023',
    '13',
    '2023-02-30',
    '31/02/2023',
    '0000-01-01',
    'GA1',
    "'; DROP TABLE visites; --",
    '\u0000',
    '\ud800',
    '💥',
    '9'.repeat(50),
    'NaN',
    '-1',
    '1e3',
    'null',
    'x'.repeat(1000),
  ];
  const value = (depth: number): unknown => {
    const kind = integer(0, depth > 3 ? 5 : 7);
    if (kind <= 2) return pick(texts);
    if (kind === 3) return pick([0, -1, 1.5, 2023, 12, 13, 1e308, 2 ** 53, -0]);
    if (kind === 4) return pick([true, false, null]);
    if (kind === 5) return pick(texts);
    if (kind === 6) return Array.from({ length: integer(0, 3) }, () => value(depth + 1));
    return Object.fromEntries([[pick(names), value(depth + 1)]]);
  };
  const raw = [
    '',
    '{',
    '[]',
    'null',
    '1',
    '"x"',
    '{"annee":',
    '{"annee":2023}x',
    '\ufeff{}',
    '{"a":1e999}',
    '['.repeat(50_000),
    '{"a":'.repeat(5000),
  ];
  const outcomes = new Map<number, number>();
  for (let count = 0; count < 10_000; count++) {
    const body = chance(0.05)
      ? pick(raw)
      : JSON.stringify(
          Object.fromEntries(
            Array.from({ length: integer(0, 4) }, () => [chance(0.85) ? pick(names) : pick(odd), value(0)]),
          ),
        );
    const type = chance(0.95) ? 'application/json' : pick(['text/plain', 'application/json; charset=latin1', 'x']);
    const request = new Request(`http://host/analytics/${pick(pages)}`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${all}`, 'content-type': type },
    });
    const answer = await house.api(request);
    outcomes.set(answer.status, (outcomes.get(answer.status) ?? 0) + 1);
    if (answer.status === 200) continue;
    assert.ok([400, 415].includes(answer.status), `${answer.status}: ${body}`);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
    const problem = (await answer.json()) as { detail: string; errors?: { pointer: string; detail: string }[] };
    if (answer.status === 400) assert.ok((problem.errors?.length ?? 0) > 0 && problem.detail !== '', body);
  }
  assert.ok(
    [...outcomes.values()].every((some) => some > 100),
    JSON.stringify([...outcomes]),
  );
});

test('ten megabytes are too large, and no more of them is read than is needed to know', async () => {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536;
      if (sent > 10_000_000) controller.close();
      else controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });
  const headers = { authorization: `Bearer ${all}`, 'content-type': 'application/json' };
  const streamed = { method: 'POST', body, headers, duplex: 'half' };
  const request = new Request('http://host/analytics/data', streamed);
  assert.equal((await house.api(request)).status, 413);
  assert.ok(sent < 1_000_000, `${sent}`);
});

test('who was erased from a delivery is shown no more within the hour, not to those either who have the answer already', async () => {
  const named = /ALAMI|Éloi|alami/;
  const ask = (headers?: Readonly<Record<string, string>>) => house.ask('/performance', all, {}, headers);
  await house.store(randomTables(1, 80), 'named');
  house.state.now += 100_000;
  await until(async () => named.test(await (await ask()).text()));
  const snapshot = await readSnapshot(house.objects, 'named');
  const users = snapshot.users.map((user) => ({ ...user, nom: 'efface', prenom: 'efface' }));
  await writeSnapshot(house.objects, 'named', { ...snapshot, users });
  const known = { 'if-none-match': (await ask()).headers.get('etag') ?? '' };
  assert.equal((await ask(known)).status, 304);
  house.state.now += 3_600_000;
  all = await house.token(['DIR']);
  await until(async () => (await ask(known)).status === 200);
  assert.doesNotMatch(await (await ask()).text(), named);
});
