import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { formatInstant } from '../../../shared/domain/reservations/instant.ts';
import { hour, noon, openApi } from '../../reservations/api-under-test.ts';
import { assertCrowd } from '../../reservations/crowd.ts';

const house = openApi();
const { ask, expect, admin, clock } = house;
after(() => house.close());
const bob = 'bob user Bob';
const robot = 'robot service Robot';
const rfc = (text: string) => formatInstant(Date.parse(text) / 1000);

test('the first users’ tables and rows load and behave', async () => {
  const first = openApi();
  const machines = [
    [1, 16, 12],
    [2, 16, 24],
    [3, 8, 6],
    [4, 8, 6],
    [5, 8, 12],
    [6, 4, 6],
    [7, 8, 12],
  ] as const;
  for (const [id, quantiteMemoire, quantiteGPU] of machines) await first.addMachine(id, quantiteGPU, quantiteMemoire);
  const post = (nomUtilisateur: string, from: string, to: string) =>
    first.expect(201, 'POST', '/Reservation', {
      as: first.admin,
      body: { nomUtilisateur, date_debut: `2020-02-07 ${from}`, date_fin: `2020-02-07 ${to}` },
    });
  const remi = (await post('Remi', '13:00:00', '17:00:00')).body.id;
  const arthur = (await post('Arthur', '15:00:00', '17:00:00')).body.id;
  const line = (idRessource: number, idReservation: number, nbGPU: number, nbMemoire: number, status = 201) =>
    first.expect(status, 'POST', '/RessourceReserve', {
      as: first.admin,
      body: { idRessource, idReservation, nbGPU, nbMemoire },
    });
  await line(1, remi, 12, 16);
  await line(3, remi, 6, 8);
  await line(6, arthur, 5, 2);
  const probe = (await post('Essai', '15:00:00', '17:00:00')).body.id;
  const full = await line(1, probe, 1, 0, 409);
  assert.deepEqual(full.body.conflits, [
    {
      idRessource: 1,
      dimension: 'gpu',
      date_debut: rfc('2020-02-07T15:00:00Z'),
      date_fin: rfc('2020-02-07T17:00:00Z'),
      pic: 13,
      capacite: 12,
      libre: 0,
    },
  ]);
  assert.equal(full.body.type, 'urn:terrain:problem:capacity');
  await line(3, probe, 0, 1, 409);
  assert.equal((await line(6, probe, 2, 1, 409)).body.conflits[0].libre, 1);
  assert.deepEqual((await line(6, probe, 1, 3, 409)).body.conflits[0].dimension, 'memoire');
  await line(6, probe, 1, 2);
  const all = (await first.expect(200, 'GET', '/Reservation/')).body.Reservations;
  assert.deepEqual(all[0], {
    date_debut: 'Fri, 07 Feb 2020 13:00:00 GMT',
    date_fin: 'Fri, 07 Feb 2020 17:00:00 GMT',
    id: remi,
    nomUtilisateur: 'Remi',
  });
  const onSix = (await first.expect(200, 'GET', '/RessourceReserve/idRessource/6')).body.RessourceReserve;
  assert.deepEqual(
    new Set(onSix.map((one: object) => JSON.stringify(one))),
    new Set([
      JSON.stringify({ idRessource: 6, idReservation: arthur, nbGPU: 5, nbmemoire: 2 }),
      JSON.stringify({ idRessource: 6, idReservation: probe, nbGPU: 1, nbmemoire: 2 }),
    ]),
  );
  assert.deepEqual((await first.expect(200, 'GET', '/Ressource/1/')).body, {
    id: 1,
    quantiteMemoire: 16,
    quantiteGPU: 12,
  });
  first.close();
});

test('machines are added, read, changed and removed by admins', async () => {
  await expect(403, 'POST', '/Ressource', { body: { quantiteMemoire: 1, quantiteGPU: 1 } });
  const made = await expect(201, 'POST', '/Ressource', {
    as: admin,
    body: { id: 1, quantiteMemoire: 16, quantiteGPU: 8 },
  });
  assert.equal(made.headers.get('location'), '/reservations/Ressource/1');
  assert.equal(
    (await expect(409, 'POST', '/Ressource', { as: admin, body: { id: 1, quantiteMemoire: 16, quantiteGPU: 8 } })).body
      .type,
    'urn:terrain:problem:exists',
  );
  assert.equal(
    (await expect(201, 'POST', '/Ressource', { as: admin, body: { quantiteMemoire: 8, quantiteGPU: 4 } })).body.id,
    2,
  );
  const read = await expect(200, 'GET', '/Ressource/1');
  assert.equal(read.etag, made.etag);
  await expect(304, 'GET', '/Ressource/1', { headers: { 'if-none-match': read.etag } });
  await expect(428, 'PATCH', '/Ressource/1', { as: admin, body: { quantiteGPU: 9 } });
  await expect(412, 'PATCH', '/Ressource/1', { as: admin, body: { quantiteGPU: 9 }, headers: { 'if-match': '"old"' } });
  const changed = await expect(200, 'PATCH', '/Ressource/1', {
    as: admin,
    body: { quantiteGPU: 9 },
    headers: { 'if-match': read.etag },
  });
  assert.deepEqual(changed.body, { id: 1, quantiteMemoire: 16, quantiteGPU: 9 });
  assert.notEqual(changed.etag, read.etag);
  await expect(200, 'PUT', '/Ressource/1', {
    as: admin,
    body: { quantiteGPU: 8, quantiteMemoire: 16 },
    headers: { 'if-match': '*' },
  });
  await expect(404, 'PUT', '/Ressource/99', {
    as: admin,
    body: { quantiteGPU: 8, quantiteMemoire: 16 },
    headers: { 'if-match': '*' },
  });
  await expect(404, 'GET', '/Ressource/abc');
});

test('a machine gets an id that no line has, and one that can be reserved even when the last is taken', async () => {
  const few = openApi();
  const body = { quantiteMemoire: 1, quantiteGPU: 1 };
  const add = async (id?: number) =>
    (await few.expect(201, 'POST', '/Ressource', { as: few.admin, body: { id, ...body } })).body.id;
  assert.equal(await add(7), 7);
  await few.expect(201, 'POST', '/Reservation', {
    as: few.admin,
    body: {
      date_debut: '2020-02-07 13:00:00',
      date_fin: '2020-02-07 14:00:00',
      lignes: [{ idRessource: 7, nbGPU: 1, nbMemoire: 1 }],
    },
  });
  await few.expect(204, 'DELETE', '/Ressource/7', { as: few.admin, headers: { 'if-match': '*' } });
  assert.equal(await add(), 8);
  assert.equal(await add(2_147_483_647), 2_147_483_647);
  assert.ok((await add()) < 2_147_483_647);
  few.close();
});

test('a reservation with lines is made, read, extended, cut, and cancelled; its history stays', async () => {
  const body = {
    date_debut: hour(8),
    date_fin: hour(10),
    lignes: [{ idRessource: 1, nbGPU: 8, nbMemoire: 4 }],
    nomUtilisateur: 'Autre',
    id: 5,
  };
  const made = await expect(201, 'POST', '/Reservation', { body });
  const { id } = made.body;
  assert.equal(made.headers.get('location'), `/reservations/Reservation/${id}`);
  assert.equal(made.body.nomUtilisateur, 'Ana');
  assert.deepEqual(made.body.lignes, [{ idRessource: 1, idReservation: id, nbGPU: 8, nbmemoire: 4 }]);
  const again = await expect(409, 'POST', '/Reservation', { as: bob, body });
  assert.equal(again.body.propositions.length, 3);
  for (const proposition of again.body.propositions) {
    const booked = await expect(201, 'POST', '/Reservation', { as: bob, body: proposition });
    await expect(204, 'DELETE', `/Reservation/${booked.body.id}`, { as: bob, headers: { 'if-match': booked.etag } });
  }
  await expect(403, 'PATCH', `/Reservation/${id}`, {
    as: bob,
    body: { date_fin: hour(11) },
    headers: { 'if-match': made.etag },
  });
  const longer = await expect(200, 'PATCH', `/Reservation/${id}`, {
    body: { date_fin: hour(11) },
    headers: { 'if-match': made.etag },
  });
  await expect(412, 'PATCH', `/Reservation/${id}`, {
    body: { date_fin: hour(12) },
    headers: { 'if-match': made.etag },
  });
  const less = await expect(200, 'PUT', `/Reservation/${id}`, {
    body: { date_debut: hour(8), date_fin: hour(9), lignes: [{ idRessource: 1, nbGPU: 2, nbmemoire: 2 }] },
    headers: { 'if-match': longer.etag },
  });
  const byAdmin = await expect(200, 'PATCH', `/Reservation/${id}`, {
    as: admin,
    body: {},
    headers: { 'if-match': less.etag },
  });
  assert.equal(byAdmin.body.nomUtilisateur, 'Ana');
  await expect(404, 'GET', `/Reservation/${id}x`);
  await expect(204, 'DELETE', `/Reservation/${id}`, { headers: { 'if-match': byAdmin.etag } });
  await expect(404, 'GET', `/Reservation/${id}`);
  await expect(404, 'DELETE', `/Reservation/${id}`, { headers: { 'if-match': byAdmin.etag } });
  assert.deepEqual((await expect(200, 'GET', `/RessourceReserve/idReservation/${id}`)).body, { RessourceReserve: [] });
  await expect(403, 'GET', `/Reservation/${id}/historique`, { as: bob });
  const { historique } = (await expect(200, 'GET', `/Reservation/${id}/historique`)).body;
  assert.deepEqual(
    historique.map(({ action, acteur }: { action: string; acteur: string }) => `${action} ${acteur}`),
    ['creation Ana', 'modification Ana', 'modification Ana', 'modification Root', 'suppression Ana'],
  );
  assert.equal(historique[4].apres, null);
  assert.equal(historique[1].avant.date_fin, rfc(hour(10)));
  assert.equal(historique[1].apres.date_fin, rfc(hour(11)));
});

test('lines are added, read, changed and removed under the reservation’s tag', async () => {
  const made = await expect(201, 'POST', '/Reservation', { body: { date_debut: hour(20), date_fin: hour(22) } });
  const { id } = made.body;
  const body = { idReservation: id, idRessource: 1, nbGPU: 2, nbMemoire: 3 };
  await expect(412, 'POST', '/RessourceReserve', { body, headers: { 'if-match': '"x"' } });
  await expect(403, 'POST', '/RessourceReserve', { as: bob, body });
  const line = await expect(201, 'POST', '/RessourceReserve', { body });
  const place = `/RessourceReserve/idReservation/${id}/idRessource/1`;
  assert.equal(line.headers.get('location'), `/reservations${place}`);
  assert.notEqual(line.etag, made.etag);
  assert.equal((await expect(409, 'POST', '/RessourceReserve', { body })).body.type, 'urn:terrain:problem:exists');
  assert.equal((await expect(200, 'GET', place)).etag, line.etag);
  assert.equal((await expect(200, 'GET', `/RessourceReserve/idReservation/${id}`)).etag, line.etag);
  const changed = await expect(200, 'PATCH', place, { body: { nbmemoire: 5 }, headers: { 'if-match': line.etag } });
  assert.deepEqual(changed.body, { idRessource: 1, idReservation: id, nbGPU: 2, nbmemoire: 5 });
  await expect(400, 'PUT', place, { body: { nbGPU: 1 }, headers: { 'if-match': changed.etag } });
  await expect(400, 'PUT', place, {
    body: { nbGPU: 1, nbMemoire: 1, nbmemoire: 2 },
    headers: { 'if-match': changed.etag },
  });
  const zero = await expect(422, 'PUT', place, {
    body: { nbGPU: 0, nbMemoire: 0 },
    headers: { 'if-match': changed.etag },
  });
  assert.equal(zero.body.errors[0].pointer, '/nbGPU');
  const unknown = await expect(422, 'POST', '/RessourceReserve', { body: { ...body, idRessource: 77 } });
  assert.equal(unknown.body.errors[0].pointer, '/idRessource');
  assert.equal(
    (await expect(422, 'POST', '/RessourceReserve', { body: { ...body, idReservation: 77 } })).body.errors[0].pointer,
    '/idReservation',
  );
  const nothing = { ...body, nbGPU: 0, nbMemoire: 0 };
  assert.equal((await expect(422, 'POST', '/RessourceReserve', { body: nothing })).body.errors[0].pointer, '/nbGPU');
  const other = { as: bob, body: { nbGPU: 1 }, headers: { 'if-match': '"old"' } };
  await expect(403, 'PATCH', place, other);
  await expect(404, 'PATCH', `${place}9`, other);
  await expect(204, 'DELETE', place, { headers: { 'if-match': changed.etag } });
  await expect(404, 'GET', place);
  await expect(404, 'DELETE', `${place}9`, { headers: { 'if-match': '*' } });
  assert.deepEqual((await expect(200, 'GET', '/RessourceReserve/idRessource/424242')).body, { RessourceReserve: [] });
});

test('a key makes a POST happen once, whatever became of it since', async () => {
  const body = { date_debut: hour(30), date_fin: hour(31), lignes: [{ idRessource: 2, nbGPU: 1, nbMemoire: 0 }] };
  const headers = { 'idempotency-key': 'k1' };
  const twins = await Promise.all(
    Array.from({ length: 8 }, () => expect(201, 'POST', '/Reservation', { body, headers })),
  );
  const [first] = twins;
  assert.equal(new Set(twins.map((twin) => `${twin.body.id} ${twin.etag}`)).size, 1);
  const reordered = { lignes: [{ nbMemoire: 0, nbGPU: 1, idRessource: 2 }], date_fin: hour(31), date_debut: hour(30) };
  assert.equal((await expect(201, 'POST', '/Reservation/', { body: reordered, headers })).body.id, first?.body.id);
  await expect(204, 'DELETE', `/Reservation/${first?.body.id}`, { headers: { 'if-match': '*' } });
  assert.equal(
    (await expect(201, 'POST', '/Reservation', { body, headers })).headers.get('location'),
    first?.headers.get('location'),
  );
  const other = await expect(422, 'POST', '/Reservation', { body: { ...body, date_fin: hour(32) }, headers });
  assert.equal(other.body.type, 'urn:terrain:problem:idempotency-reuse');
  assert.notEqual((await expect(201, 'POST', '/Reservation', { as: bob, body, headers })).body.id, first?.body.id);
  await expect(400, 'POST', '/Reservation', { body, headers: { 'idempotency-key': 'x'.repeat(256) } });
  await expect(400, 'POST', '/Reservation', { body, headers: { 'idempotency-key': 'a b' } });
});

test('a machine that is reserved may not go, nor become too small; the past does not count', async () => {
  const { etag } = await house.addMachine(10, 4, 4);
  const lignes = [{ idRessource: 10, nbGPU: 3, nbMemoire: 0 }];
  const made = await expect(201, 'POST', '/Reservation', {
    body: { date_debut: hour(40), date_fin: hour(41), lignes },
  });
  const cut = { as: admin, body: { quantiteGPU: 2, quantiteMemoire: 4 }, headers: { 'if-match': etag } };
  const refused = await expect(409, 'PUT', '/Ressource/10', cut);
  assert.equal(refused.body.type, 'urn:terrain:problem:capacity');
  assert.deepEqual(refused.body.reservations, [made.body.id]);
  const kept = await expect(409, 'DELETE', '/Ressource/10', { as: admin, headers: { 'if-match': etag } });
  assert.equal(kept.body.type, 'urn:terrain:problem:in-use');
  clock.at = Date.parse(hour(41));
  const smaller = await expect(200, 'PUT', '/Ressource/10', cut);
  await expect(204, 'DELETE', '/Ressource/10', { as: admin, headers: { 'if-match': smaller.etag } });
  assert.equal((await expect(200, 'GET', '/RessourceReserve/idRessource/10')).body.RessourceReserve.length, 1);
  clock.at = noon;
});

test('a slot under way may be extended or released early by its owner, and no more', async () => {
  const made = await expect(201, 'POST', '/Reservation', {
    as: robot,
    body: { date_debut: hour(50), date_fin: hour(52), lignes: [{ idRessource: 2, nbGPU: 4, nbMemoire: 8 }] },
  });
  const place = `/Reservation/${made.body.id}`;
  clock.at = Date.parse(hour(51));
  const any = { 'if-match': '*' };
  await expect(200, 'PATCH', place, { as: robot, body: { date_fin: hour(53) }, headers: any });
  for (const body of [{ date_debut: hour(51.5) }, { lignes: [] }]) {
    assert.equal(
      (await expect(409, 'PATCH', place, { as: robot, body, headers: any })).body.type,
      'urn:terrain:problem:started',
    );
  }
  await expect(409, 'DELETE', place, { as: robot, headers: any });
  await expect(422, 'PATCH', place, { as: robot, body: { date_fin: hour(50.5) }, headers: any });
  await expect(200, 'PATCH', place, { as: robot, body: { date_fin: hour(51) }, headers: any });
  await expect(409, 'PATCH', place, { as: robot, body: { date_fin: hour(54) }, headers: any });
  await expect(204, 'DELETE', place, { as: admin, headers: any });
  clock.at = noon;
});

test('every slot found can be reserved as it is', async () => {
  await house.addMachine(20, 2, 2);
  await expect(201, 'POST', '/Reservation', {
    body: { date_debut: hour(1), date_fin: hour(2), lignes: [{ idRessource: 20, nbGPU: 1, nbMemoire: 0 }] },
  });
  const { Creneaux } = (await expect(200, 'GET', `/Creneau?gpu=2&duree=90&idRessource=20&limite=4&apres=${hour(0)}`))
    .body;
  assert.deepEqual(
    Creneaux.map(({ date_debut }: { date_debut: string }) => date_debut),
    [hour(2), hour(3.5), hour(5), hour(6.5)].map(rfc),
  );
  for (const { idRessource, date_debut, date_fin } of Creneaux) {
    await expect(201, 'POST', '/Reservation', {
      body: { date_debut, date_fin, lignes: [{ idRessource, nbGPU: 2, nbMemoire: 0 }] },
    });
  }
  const after = (await expect(200, 'GET', '/Creneau?gpu=2&duree=60&apres=2020-01-01 00:00:00&limite=50')).body.Creneaux;
  assert.equal(after.length, 50);
  assert.ok(after.every(({ date_debut }: { date_debut: string }) => Date.parse(date_debut) >= noon));
  clock.at = noon + 10_000;
  const first = async (apres: string) =>
    (await expect(200, 'GET', `/Creneau?gpu=1&duree=1&idRessource=20&apres=${apres}`)).body.Creneaux[0].date_debut;
  assert.equal(await first('2026-11-25T12:00:30Z'), 'Wed, 25 Nov 2026 12:00:30 GMT');
  assert.equal(await first('2026-11-25T12:00:09Z'), 'Wed, 25 Nov 2026 12:01:00 GMT');
  clock.at = noon;
  for (const query of ['gpu=99&duree=60', 'duree=999999', `duree=60&apres=2030-01-01T00:00:00Z`]) {
    assert.deepEqual((await expect(200, 'GET', `/Creneau?${query}`)).body, { Creneaux: [] }, query);
  }
  for (const query of ['', 'duree=1.5', 'duree=0', 'duree=60&gpu=-1', 'duree=60&limite=51', 'duree=60&apres=demain']) {
    await expect(400, 'GET', `/Creneau?${query}`);
  }
});

test('quotas are counted by week, refused when passed, and given back', async () => {
  const limited = openApi({ quotaGpuHoursWeek: 10 });
  await limited.addMachine(1, 100, 100);
  const body = (from: number, to: number, nbGPU: number) => ({
    date_debut: hour(from),
    date_fin: hour(to),
    lignes: [{ idRessource: 1, nbGPU, nbMemoire: 0 }],
  });
  const made = await limited.expect(201, 'POST', '/Reservation', { body: body(0, 3, 3) });
  assert.deepEqual((await limited.expect(200, 'GET', '/Quota')).body, {
    semaine: '2026-W48',
    gpuHeures: 9,
    limite: 10,
  });
  const { type, semaine, utilise, demande, limite } = (
    await limited.expect(409, 'POST', '/Reservation', { body: body(5, 6, 2) })
  ).body;
  assert.deepEqual([type, semaine, utilise, demande, limite], ['urn:terrain:problem:quota', '2026-W48', 9, 2, 10]);
  await limited.expect(201, 'POST', '/Reservation', { body: body(5, 6, 1) });
  await limited.expect(201, 'POST', '/Reservation', { as: bob, body: body(5, 6, 10) });
  await limited.expect(201, 'POST', '/Reservation', { as: limited.admin, body: body(5, 6, 50) });
  // Monday begins at 23:00 UTC on Sunday here: each week counts its part.
  await limited.expect(201, 'POST', '/Reservation', { as: 'eve user', body: body(24 * 3 + 22, 24 * 3 + 24, 9) });
  assert.equal((await limited.expect(200, 'GET', '/Quota?semaine=2026-W49', { as: 'eve user' })).body.gpuHeures, 9);
  await limited.expect(204, 'DELETE', `/Reservation/${made.body.id}`, { headers: { 'if-match': made.etag } });
  assert.equal((await limited.expect(200, 'GET', '/Quota')).body.gpuHeures, 1);
  for (const week of ['2026-W54', '2025-W53', 'x', '2026-48'])
    await limited.expect(400, 'GET', `/Quota?semaine=${week}`);
  limited.close();
});

test('feeds are the same bytes until something changes, and end with their link', async () => {
  const machine = await house.addMachine(30, 8, 8);
  assert.ok(machine.etag);
  const eve = 'eve user Ève\u0007;,\\n';
  const long = { date_debut: hour(60), date_fin: hour(61), lignes: [{ idRessource: 30, nbGPU: 1, nbMemoire: 1 }] };
  const made = await expect(201, 'POST', '/Reservation', {
    as: admin,
    body: { ...long, nomUtilisateur: `Éléonore\n${'é'.repeat(80)}` },
  });
  await expect(201, 'POST', '/Reservation', { as: 'eve user Eve', body: { date_debut: hour(60), date_fin: hour(61) } });
  const link = await expect(201, 'POST', '/calendars', { as: admin, body: { idRessource: 30 } });
  await expect(422, 'POST', '/calendars', { as: admin, body: { idRessource: 31 } });
  const { id, url } = link.body;
  assert.match(url, /^http:\/\/host\/reservations\/calendars\/[\w-]{32}\.ics$/);
  const listed = (await expect(200, 'GET', '/calendars', { as: admin })).body.calendars;
  assert.deepEqual(Object.keys(listed[0]).sort(), ['date_creation', 'id', 'idRessource']);
  const feed = await expect(200, 'GET', url, { as: null });
  assert.match(feed.headers.get('content-type') ?? '', /^text\/calendar; charset=utf-8$/);
  assert.equal(feed.headers.get('referrer-policy'), 'no-referrer');
  const lines = String(feed.body).split('\r\n');
  assert.ok(lines.every((one) => Buffer.byteLength(one) <= 75 && !one.includes('\n') && !one.includes('\ufffd')));
  const unfolded = String(feed.body).replaceAll('\r\n ', '');
  assert.ok(unfolded.includes(`SUMMARY:Réservation ${made.body.id} : Éléonore\\n${'é'.repeat(80)}`));
  assert.equal(unfolded.match(/BEGIN:VEVENT/g)?.length, 1);
  assert.ok(unfolded.includes('DTSTART:20261128T120000Z\r\nDTEND:20261128T130000Z\r\nSEQUENCE:0'));
  clock.at = noon + 3_600_000;
  assert.equal((await expect(200, 'GET', url, { as: null })).body, feed.body);
  await expect(304, 'GET', url, { as: null, headers: { 'if-none-match': feed.etag } });
  await expect(200, 'PATCH', `/Reservation/${made.body.id}`, {
    as: admin,
    body: { date_fin: hour(62) },
    headers: { 'if-match': '*' },
  });
  const moved = await expect(200, 'GET', url, { as: null });
  assert.match(String(moved.body), /SEQUENCE:1\r\nCREATED:20261125T120000Z\r\nLAST-MODIFIED:20261125T130000Z/);
  const own = await expect(201, 'POST', '/calendars', { as: 'eve user Eve', body: {} });
  assert.equal(String((await expect(200, 'GET', own.body.url, { as: null })).body).match(/BEGIN:VEVENT/g)?.length, 1);
  await expect(403, 'DELETE', `/calendars/${id}`, { as: bob });
  await expect(204, 'DELETE', `/calendars/${id}`, { as: admin });
  await expect(404, 'GET', url, { as: null });
  await expect(404, 'DELETE', `/calendars/${id}`, { as: admin });
  const odd = await expect(201, 'POST', '/Reservation', {
    as: eve,
    body: { date_debut: hour(63), date_fin: hour(64) },
  });
  assert.equal(odd.body.nomUtilisateur, 'Ève\u0007;,\\n');
  clock.at = noon;
});

test('a calendar has its week in one answer, and a booking can be tried without being made', async () => {
  const week = (await expect(200, 'GET', `/Calendrier?de=${hour(0)}&a=${hour(168)}`)).body;
  assert.equal(week.charges.length, week.Ressources.length);
  assert.ok(week.Reservations.some(({ aMoi }: { aMoi: boolean }) => aMoi));
  const steps = week.charges.find(({ idRessource }: { idRessource: number }) => idRessource === 30).paliers;
  assert.deepEqual(steps, [
    { date_debut: rfc(hour(0)), gpu: 0, memoire: 0 },
    { date_debut: rfc(hour(60)), gpu: 1, memoire: 1 },
    { date_debut: rfc(hour(62)), gpu: 0, memoire: 0 },
  ]);
  await expect(400, 'GET', `/Calendrier?de=${hour(0)}&a=${hour(24 * 101)}`);
  const lignes = [{ idRessource: 30, nbGPU: 8, nbMemoire: 0 }];
  const count = (await ask('GET', '/Reservation')).body.Reservations.length;
  assert.deepEqual(
    (await expect(200, 'POST', '/Essai', { body: { date_debut: hour(100), date_fin: hour(101), lignes } })).body
      .accepte,
    true,
  );
  const refused = (await expect(200, 'POST', '/Essai', { body: { date_debut: hour(61), date_fin: hour(63), lignes } }))
    .body;
  assert.equal(refused.accepte, false);
  assert.equal(refused.probleme.conflits[0].libre, 7);
  assert.deepEqual(refused.prochain, { date_debut: rfc(hour(62)), date_fin: rfc(hour(64)) });
  const past = await expect(200, 'POST', '/Essai', { body: { date_debut: hour(-50), date_fin: hour(-48), lignes } });
  assert.equal(past.body.probleme.status, 422);
  assert.equal(past.body.prochain.date_debut, rfc('2026-11-25T12:00:00Z'), 'as soon as can be on the same machine');
  const tooLong = await expect(200, 'POST', '/Essai', { body: { date_debut: hour(100), date_fin: hour(500), lignes } });
  assert.equal(tooLong.body.prochain, null, 'what is refused anyway is not offered');
  assert.equal((await ask('GET', '/Reservation')).body.Reservations.length, count);
});

test('lists can be cut to a time', async () => {
  const at = (from: number, to: number) => `?de=${hour(from)}&a=${hour(to)}`;
  assert.equal((await expect(200, 'GET', `/Reservation${at(20, 22)}`)).body.Reservations.length, 1);
  assert.equal((await expect(200, 'GET', `/Reservation${at(22, 23)}`)).body.Reservations.length, 0);
  assert.deepEqual((await expect(200, 'GET', `/RessourceReserve${at(2, 2.5)}`)).body.RessourceReserve.length, 1);
  await expect(400, 'GET', `/Reservation${at(3, 2)}`);
  await expect(400, 'GET', '/Reservation?de=2026-11-26T10:00:00');
});

test('each change has one event, which is announced; a refusal has none', async () => {
  const events = async () => (await house.documents.query('reservation-events')).map(({ id }) => id);
  const before = await events();
  assert.deepEqual(new Set(house.published), new Set([...before, ...house.published]));
  const body = { date_debut: hour(200), date_fin: hour(201) };
  await expect(201, 'POST', '/Reservation', { body });
  await expect(422, 'POST', '/Reservation', { body: { ...body, date_fin: hour(199) } });
  const [added, ...more] = (await events()).filter((id) => !before.includes(id));
  assert.deepEqual([added, more], [house.published.at(-1), []]);
});

test('of 50 people who want one of 8 places at once, 8 get it and 42 hear that it is full', async () => {
  const crowded = openApi();
  await assertCrowd(crowded, { callers: 50, places: 8 });
  crowded.close();
});

test('the document is valid OpenAPI 3.1, is served, and describes the answers of all these tests', async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(house.document)));
  assert.ok(valid, JSON.stringify(errors));
  const served = await house.api(new Request('http://host/reservations/openapi.json'));
  assert.deepEqual(await served.json(), JSON.parse(JSON.stringify(house.document)));
  assert.ok(house.seen.size >= 50, `${house.seen.size} kinds of answers were checked`);
});
