import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hour, openApi } from '../../reservations/api-under-test.ts';
import { createRandom } from '../../reservations/random-calendar.ts';

const house = openApi();
const { ask, expect, admin } = house;
after(() => house.close());
before(async () => {
  await house.addMachine(1, 8, 16);
});

const slot = { date_debut: hour(8), date_fin: hour(9) };
const line = { idRessource: 1, nbGPU: 1, nbMemoire: 1 };
const huge = 2_147_483_648;

/** What is sent, the status, and the field that the answer names. */
const bad: readonly [string, string, unknown, number, string][] = [
  ...(
    [
      null,
      '',
      0,
      true,
      [],
      {},
      '2026-13-01T00:00:00Z',
      '2026-02-30T00:00:00Z',
      '2026-11-26T08:00:00',
      '2026-11-26T24:00:00Z',
    ] as const
  ).map((date): [string, string, unknown, number, string] => [
    '/Reservation',
    `date_debut ${JSON.stringify(date)}`,
    { ...slot, date_debut: date },
    400,
    '/date_debut',
  ]),
  ...(
    [
      '2026-11-26T08:00:60Z',
      '2026-11-26T08:00:00.5Z',
      '1969-12-31T23:59:59Z',
      '10000-01-01T00:00:00Z',
      'Mon, 26 Nov 2026 08:00:00 GMT',
      "'; DROP TABLE documents; --",
      '<script>alert(1)</script>',
      '99999999999999999999',
    ] as const
  ).map((date): [string, string, unknown, number, string] => [
    '/Reservation',
    `date_fin ${date}`,
    { ...slot, date_fin: date },
    400,
    '/date_fin',
  ]),
  ['/Reservation', 'no end', { date_debut: hour(8) }, 400, '/date_fin'],
  ['/Reservation', 'a zero length', { ...slot, date_fin: hour(8) }, 422, '/date_fin'],
  ['/Reservation', 'an end before the start', { ...slot, date_fin: hour(7) }, 422, '/date_fin'],
  ['/Reservation', 'the past', { date_debut: hour(-24), date_fin: hour(9) }, 422, '/date_debut'],
  ['/Reservation', 'too long', { ...slot, date_fin: hour(8 + 337) }, 422, '/date_fin'],
  ['/Reservation', 'too far', { date_debut: hour(24 * 366), date_fin: hour(24 * 366 + 1) }, 422, '/date_debut'],
  ['/Reservation', 'lines that are no list', { ...slot, lignes: {} }, 400, '/lignes'],
  ['/Reservation', 'a line that is none', { ...slot, lignes: [1] }, 400, '/lignes/0'],
  ['/Reservation', 'the same machine twice', { ...slot, lignes: [line, line] }, 422, '/lignes/1/idRessource'],
  [
    '/Reservation',
    'a line of nothing',
    { ...slot, lignes: [{ ...line, nbGPU: 0, nbMemoire: 0 }] },
    422,
    '/lignes/0/nbGPU',
  ],
  [
    '/Reservation',
    '51 lines',
    { ...slot, lignes: Array.from({ length: 51 }, (_, index) => ({ ...line, idRessource: index + 1 })) },
    422,
    '/lignes',
  ],
  [
    '/Reservation',
    'an unknown machine',
    { ...slot, lignes: [{ ...line, idRessource: 9 }] },
    422,
    '/lignes/0/idRessource',
  ],
  ...([-1, 1.5, huge, '2', true, null, [], 1e300] as const).map((nbGPU): [string, string, unknown, number, string] => [
    '/Reservation',
    `nbGPU ${JSON.stringify(nbGPU)}`,
    { ...slot, lignes: [{ ...line, nbGPU }] },
    400,
    '/lignes/0/nbGPU',
  ]),
  ...([0, -1, huge, '1', null] as const).map((id): [string, string, unknown, number, string] => [
    '/Ressource',
    `id ${JSON.stringify(id)}`,
    { id, quantiteGPU: 1, quantiteMemoire: 1 },
    400,
    '/id',
  ]),
  ['/Ressource', 'no memory', { quantiteGPU: 1 }, 400, '/quantiteMemoire'],
  ['/Ressource', 'a fraction', { quantiteGPU: 1, quantiteMemoire: 2.5 }, 400, '/quantiteMemoire'],
  ['/RessourceReserve', 'two memories', { idReservation: 1, ...line, nbmemoire: 2 }, 400, '/nbMemoire'],
  ['/RessourceReserve', 'an unknown reservation', { idReservation: 1, ...line }, 422, '/idReservation'],
  ['/calendars', 'a machine that is text', { idRessource: '1' }, 400, '/idRessource'],
];
for (const [path, what, body, status, pointer] of bad) {
  test(`POST ${path} with ${what} is refused with ${status} and names ${pointer}`, async () => {
    const as = path === '/Ressource' ? admin : 'ana user';
    const answer = await expect(status, 'POST', path, { as, body });
    assert.equal(answer.body.errors[0].pointer, pointer, JSON.stringify(answer.body));
    assert.equal(answer.body.type, 'urn:terrain:problem:validation');
  });
}

test('only an admin’s name is looked at', async () => {
  for (const nomUtilisateur of [3, '', 'x'.repeat(101)]) {
    await expect(201, 'POST', '/Reservation', { body: { ...slot, nomUtilisateur } });
    const refused = await expect(400, 'POST', '/Reservation', { as: admin, body: { ...slot, nomUtilisateur } });
    assert.equal(refused.body.errors[0].pointer, '/nomUtilisateur');
  }
});

test('dates come in three ways, and go out in one', async () => {
  const ways = [
    '2026-11-26T08:00:00Z',
    '2026-11-26 09:00:00+01:00',
    'Thu, 26 Nov 2026 08:00:00 GMT',
    '2026-11-26 08:00:00',
    '2026-11-26T08:00:00.000Z',
  ];
  for (const date_debut of ways) {
    const made = await expect(201, 'POST', '/Reservation', { body: { ...slot, date_debut } });
    assert.equal(made.body.date_debut, 'Thu, 26 Nov 2026 08:00:00 GMT', date_debut);
  }
});

test('markup and quotes are text like any other', async () => {
  const name = `<img src=x onerror=alert(1)>'"; DROP TABLE documents; -- ${String.fromCharCode(0)}\u202e`;
  const made = await expect(201, 'POST', '/Reservation', { as: admin, body: { ...slot, nomUtilisateur: name } });
  assert.equal((await expect(200, 'GET', `/Reservation/${made.body.id}`)).body.nomUtilisateur, name);
});

test('refusals come in one order', async () => {
  await expect(401, 'GET', '/nothing', { as: null });
  await expect(404, 'GET', '/nothing', { as: 'x unknown' });
  await expect(405, 'DELETE', '/Ressource', { as: 'x unknown' });
  await expect(403, 'GET', '/Ressource', { as: 'x unknown' });
  await expect(403, 'PUT', '/Ressource/9', { body: '{' });
  await expect(415, 'PUT', '/Ressource/9', { as: admin, body: '{', headers: { 'content-type': 'text/plain' } });
  await expect(413, 'PUT', '/Ressource/9', { as: admin, body: `"${'x'.repeat(300_000)}"` });
  await expect(400, 'PUT', '/Ressource/9', { as: admin, body: '{' });
  await expect(428, 'PUT', '/Ressource/9', { as: admin, body: { quantiteGPU: 1, quantiteMemoire: 1 } });
  await expect(404, 'PUT', '/Ressource/9', {
    as: admin,
    body: { quantiteGPU: 1, quantiteMemoire: 1 },
    headers: { 'if-match': '"x"' },
  });
  const { body } = await expect(201, 'POST', '/Reservation', { body: slot });
  const wrong = { body: { date_debut: hour(9), date_fin: hour(8) }, headers: { 'if-match': '"x"' } };
  await expect(403, 'PUT', `/Reservation/${body.id}`, { as: 'bob user', ...wrong });
  await expect(412, 'PUT', `/Reservation/${body.id}`, wrong);
  await expect(422, 'PUT', `/Reservation/${body.id}`, { ...wrong, headers: { 'if-match': '*' } });
});

test('10,000 random requests: no answer is a 5xx, and each is in the document', async () => {
  const random = createRandom(42);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const values = [
    null,
    true,
    -1,
    0,
    1,
    2,
    1.5,
    huge,
    1e308,
    '',
    'a',
    '1',
    '%',
    '\u0000',
    '<b>',
    "'",
    '🙂',
    [],
    {},
    [[1]],
    hour(3),
    hour(5),
    hour(9),
    '2026-11-25 13:00:00',
  ];
  const names = [
    'id',
    'idRessource',
    'idReservation',
    'nbGPU',
    'nbMemoire',
    'nbmemoire',
    'quantiteGPU',
    'quantiteMemoire',
    'date_debut',
    'date_fin',
    'lignes',
    'nomUtilisateur',
    '__proto__',
    'constructor',
  ];
  const object = (depth: number): unknown =>
    Object.fromEntries(
      Array.from({ length: random(7) }, () => [
        pick(names),
        random(6) === 0 && depth < 3 ? pick([object(depth + 1), [object(depth + 1), line]]) : pick(values),
      ]),
    );
  const ids = [
    '1',
    '2',
    '0',
    '-1',
    'abc',
    '1e3',
    '%00',
    '99999999999999999999999',
    '2147483647',
    '%E2%9C%93',
    "1'--",
    '..',
    ' ',
  ];
  const paths = [
    '/Ressource',
    '/Reservation',
    '/RessourceReserve',
    '/Creneau',
    '/Quota',
    '/Reglages',
    '/calendars',
    '/Calendrier',
    '/Essai',
    '/',
    '/x',
  ];
  const path = (): string => {
    const one = `${pick(paths)}${random(2) ? `/${pick(ids)}` : ''}`;
    const line = `/RessourceReserve/idReservation/${pick(ids)}${random(2) ? `/idRessource/${pick(ids)}` : ''}`;
    const query = random(3)
      ? ''
      : `?${pick(['de', 'a', 'duree', 'gpu', 'semaine', 'apres', 'limite'])}=${encodeURIComponent(String(pick(values)))}&duree=60`;
    return `${pick([one, one, line, `/calendars/${pick(ids)}.ics`, `/Reservation/${pick(ids)}/historique`])}${query}`;
  };
  const known = ['1'];
  const likely = (): [string, string] =>
    pick([
      ['POST', '/Reservation'],
      ['POST', '/Reservation'],
      ['POST', '/RessourceReserve'],
      ['POST', '/Ressource'],
      ['POST', '/Essai'],
      ['POST', '/calendars'],
      [pick(['GET', 'PUT', 'PATCH', 'DELETE']), `/Reservation/${pick(known)}`],
      [pick(['GET', 'PUT', 'PATCH', 'DELETE']), '/Ressource/1'],
      [pick(['GET', 'PUT', 'PATCH', 'DELETE']), `/RessourceReserve/idReservation/${pick(known)}/idRessource/1`],
      ['GET', `/Creneau?duree=${pick(['60', '1', '0', 'x', '99999999'])}&gpu=${pick(['1', '8', '9'])}`],
      ['GET', `/Calendrier?de=${hour(random(9))}&a=${hour(random(99))}`],
    ]);
  const near = () => ({
    date_debut: hour(random(12)),
    date_fin: hour(random(20)),
    idReservation: Number(pick(known)),
    ...line,
    quantiteGPU: random(9),
    quantiteMemoire: random(17),
    // With lines the machine's room bounds how many there are: lists that grow only cost time.
    ...(random(10) ? { lignes: [{ ...line, nbGPU: random(9) }] } : {}),
  });
  const bodies = () =>
    pick([
      near(),
      near(),
      near(),
      near(),
      object(0),
      { ...slot, lignes: [line] },
      { ...slot, ...(object(0) as object) },
      pick(values),
      '{',
      '[',
      '',
      '"\\ud800"',
      '['.repeat(5000),
    ]);
  const headers = () => ({
    ...(random(2) ? { 'if-match': pick(['*', '"a"', 'W/"a"', '', '"', 'a, b']) } : {}),
    ...(random(8) ? {} : { 'idempotency-key': pick(['a', 'b', ' ', 'x'.repeat(300)]) }),
  });
  const seen = new Map<number, number>();
  for (let index = 0; index < 10_000; index++) {
    const [method, place] = random(3) ? likely() : [pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']), path()];
    const body = method === 'GET' || method === 'OPTIONS' ? undefined : bodies();
    const as = pick(['ana user Ana', admin, 'bot service', 'x unknown', null]);
    const { status, body: made } = await ask(method, place, {
      as,
      ...(body === undefined ? {} : { body }),
      headers: headers(),
    });
    if (status === 201 && place === '/Reservation' && known.length < 30) known.push(String(made.id));
    seen.set(status, (seen.get(status) ?? 0) + 1);
  }
  for (const status of [200, 201, 400, 401, 403, 404, 405, 409, 412, 422, 428])
    assert.ok(seen.has(status), `no ${status} among ${JSON.stringify([...seen])}`);
});
