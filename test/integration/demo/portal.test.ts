import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { createVisitor, filter, logIn, readHidden, startWorld } from './demo-client.ts';

const dayFilters = {
  rdv_operateur: '=',
  rdv_date: '23/11/2026',
  cloture_operateur: '<',
  cloture_date: '23/11/2026 23:59:59',
  statut: 'toutes',
  activite: 'Raccordement FTTH',
};
const allColumns = 'reference client rendez_vous departement jeton techniciens statut identifiant nb_photos'.split(' ');
const exportPath = (encoding: string) =>
  `/interventions/export?${allColumns.map((key) => `colonnes=${key}`).join('&')}&encodage=${encoding}`;

const readTotal = (page: string) => /id="total-interventions">([^<]*)</.exec(page)?.[1];

test('a login is refused or accepted with status 200 and a marker, and leads to what was asked', async (context) => {
  const world = await startWorld(context);
  const visitor = createVisitor(world.portalUrl);
  assert.match(await logIn(visitor, 'faux'), /data-code="identifiants"/);
  const identifiant = world.truth.interventions[0]?.identifiant ?? '';
  const page = await logIn(visitor, 'Fibre-2026!', `/interventions/${identifiant}`);
  assert.match(page, /id="utilisateur-connecte"/);
  assert.match(page, /id="onglet-photos"/);
});

test('a login form without its hidden token is refused', async (context) => {
  const visitor = createVisitor((await startWorld(context)).portalUrl);
  await visitor.open('/connexion');
  const form = { identifiant: 'exploitation', mot_de_passe: 'Fibre-2026!', jeton_formulaire: '' };
  assert.match(await visitor.open('/connexion', { form }), /data-code="jeton"/);
});

test('five refusals lock the account, even for the right password', async (context) => {
  const visitor = createVisitor((await startWorld(context)).portalUrl);
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    assert.match(await logIn(visitor, 'faux'), attempt < 5 ? /data-code="identifiants"/ : /data-code="verrou"/);
  }
  assert.match(await logIn(visitor), /data-code="verrou"/);
});

test('filters hide most of the day at first, stay over sessions, and go back to the defaults when asked', async (context) => {
  const world = await startWorld(context);
  const first = createVisitor(world.portalUrl);
  const page = await logIn(first);
  assert.match(page, /data-filtre="statut">Statut : ouvertes seulement/);
  assert.equal(readTotal(await filter(first, dayFilters)), '24 interventions');
  const second = createVisitor(world.portalUrl);
  assert.equal(readTotal(await logIn(second)), '24 interventions');
  assert.match(await filter(second, { action: 'reinitialiser' }), /ouvertes seulement/);
});

test('a date that is none is dropped, and a filter that finds nothing says so', async (context) => {
  const visitor = createVisitor((await startWorld(context)).portalUrl);
  await logIn(visitor);
  assert.doesNotMatch(await filter(visitor, { ...dayFilters, rdv_date: '2026-11-23' }), /data-filtre="rdv_date"/);
  const empty = await filter(visitor, { ...dayFilters, reference: 'introuvable' });
  assert.match(empty, /id="aucune-intervention">Aucune intervention ne correspond/);
  assert.equal(readTotal(empty), '0 intervention');
});

test('the list gives ten a page, and all pages together the day', async (context) => {
  const world = await startWorld(context);
  const visitor = createVisitor(world.portalUrl);
  await logIn(visitor);
  await filter(visitor, dayFilters);
  const seen: string[] = [];
  for (const page of [1, 2, 3]) {
    const text = await visitor.open(`/interventions?page=${page}`);
    const found = [...text.matchAll(/data-identifiant="(\d+)"/g)].map((match) => match[1] ?? '');
    assert.equal(found.length, page < 3 ? 10 : 4);
    assert.equal(text.includes('page-suivante'), page < 3);
    seen.push(...found);
  }
  assert.deepEqual(seen.sort(), world.truth.interventions.map(({ identifiant }) => identifiant).sort());
});

for (const encoding of ['utf-8', 'windows-1252']) {
  test(`the export in ${encoding} is the truth of the day`, async (context) => {
    const world = await startWorld(context, { count: 80 });
    const visitor = createVisitor(world.portalUrl);
    await logIn(visitor);
    await filter(visitor, dayFilters);
    const response = await visitor.request(exportPath(encoding), { referer: `${world.portalUrl}/interventions` });
    assert.match(response.headers.get('content-disposition') ?? '', /filename="\d{8}_\d{4}_export_interventions\.csv"/);
    const bytes = new Uint8Array(await response.arrayBuffer());
    assert.equal(bytes[0] === 0xef, encoding === 'utf-8', 'BOM');
    const rows: Record<string, string>[] = parse(new TextDecoder(encoding).decode(bytes), {
      delimiter: ';',
      columns: true,
    });
    const lost = (text: string) => (encoding === 'utf-8' ? text : text.replaceAll('Ł', '?'));
    const expected = world.truth.interventions.map((one) => ({
      Référence: one.reference,
      Client: one.client,
      'Date du rendez-vous': `23/11/2026 ${one.time}`,
      Département: one.departement,
      Jeton: one.jeton,
      Techniciens: lost(one.technicians.join(' / ')),
      Statut: one.status,
      Identifiant: one.identifiant,
      'Nb photos': String(one.photos.length),
    }));
    const sort = (list: Record<string, string>[]) =>
      list.sort((a, b) => (`${a.Identifiant}` < `${b.Identifiant}` ? -1 : 1));
    assert.deepEqual(sort(rows), sort(expected));
  });
}

test('the export is refused without a Referer of the portal', async (context) => {
  const world = await startWorld(context);
  const visitor = createVisitor(world.portalUrl);
  await logIn(visitor);
  for (const referer of [undefined, `${world.portalUrl}.example.org/`]) {
    const response = await visitor.request(exportPath('utf-8'), referer === undefined ? {} : { referer });
    assert.equal(response.status, 200);
    assert.match(await response.text(), /id="requete-refusee"/);
  }
});

test('every photo of every form reaches the visitor with the bytes of the truth', async (context) => {
  const world = await startWorld(context, { count: 16 });
  const visitor = createVisitor(world.portalUrl);
  await logIn(visitor);
  const forms = new Set<string>();
  for (const { identifiant, reference, photos } of world.truth.interventions) {
    const page = await visitor.open(`/interventions/${identifiant}?onglet=photos&photos=toutes`);
    const pane = page.slice(page.indexOf('id="galerie"'));
    const digests: string[] = [];
    for (const match of pane.matchAll(/class="photo (\w+)">(?:<a href="([^"]*)">)?(?:<img src="([^"]*)")?/g)) {
      const [, form = '', link, source = ''] = match;
      forms.add(form);
      const address = link ?? source;
      const bytes = address.startsWith('data:')
        ? Buffer.from(address.slice(address.indexOf(',') + 1), 'base64')
        : Buffer.from(await (await visitor.request(address)).arrayBuffer());
      digests.push(createHash('sha256').update(bytes).digest('hex'));
    }
    assert.deepEqual(
      digests,
      (await world.truth.photosOf(reference)).map(({ sha256 }) => sha256),
      reference,
    );
    assert.equal(digests.length, photos.length);
  }
  assert.deepEqual([...forms].sort(), ['integree', 'liee', 'paresseuse', 'piece']);
});

test('five photos are shown until the others are asked for', async (context) => {
  const world = await startWorld(context);
  const visitor = createVisitor(world.portalUrl);
  await logIn(visitor);
  const many = world.truth.interventions.find(({ photos }) => photos.length > 5);
  assert.ok(many);
  const count = (page: string) => [...page.matchAll(/class="photo /g)].length;
  const page = await visitor.open(`/interventions/${many.identifiant}`);
  assert.equal(count(page), 5);
  assert.match(page, new RegExp(`5 photos sur ${many.photos.length}, afficher tout`));
  const fragment = await visitor.open(`/interventions/${many.identifiant}/photos`);
  assert.equal(count(fragment), many.photos.length);
  assert.doesNotMatch(fragment, /afficher-tout/);
});

test('without a session a page leads to the login and a photo answers with its form, status 200', async (context) => {
  const world = await startWorld(context);
  const visitor = createVisitor(world.portalUrl);
  const { identifiant } = world.truth.interventions[0] ?? { identifiant: '' };
  const page = await visitor.request(`/interventions/${identifiant}`);
  assert.equal(
    page.headers.get('location'),
    `/connexion?retour=${encodeURIComponent(`/interventions/${identifiant}`)}`,
  );
  const photo = await visitor.request(`/photos/${identifiant}/1/x.jpg`);
  assert.equal(photo.status, 200);
  assert.match(await photo.text(), /id="connexion"/);
});

test('the session cookie changes now and then, and the old value lives on for a moment only', async (context) => {
  const world = await startWorld(context, { renewSessionEvery: 3, sessionGraceMilliseconds: 200 });
  const visitor = createVisitor(world.portalUrl);
  await logIn(visitor);
  const before = visitor.cookies.get('FOSESSION') ?? '';
  for (let page = 1; page <= 3; page += 1) await visitor.open('/interventions');
  assert.notEqual(visitor.cookies.get('FOSESSION'), before);
  const withOld = () =>
    fetch(`${world.portalUrl}/interventions`, { redirect: 'manual', headers: { cookie: `FOSESSION=${before}` } });
  assert.equal((await withOld()).status, 200);
  await delay(250);
  assert.equal((await withOld()).status, 303);
  assert.match(await visitor.open('/interventions'), /id="utilisateur-connecte"/);
});

test('the second portal asks for its own login and lists the documents in order', async (context) => {
  const world = await startWorld(context, { count: 40 });
  const visitor = createVisitor(world.documentsUrl);
  const one = world.truth.interventions.find(
    ({ reference, documents }) => reference.includes('/') && documents.length > 0,
  );
  assert.ok(one);
  const path = `/historique/${encodeURIComponent(one.reference)}`;
  const login = (page: string, password: string) =>
    visitor.open(path, { form: { _csrf: readHidden(page, '_csrf'), login: 'exploitation', password } });
  const form = await visitor.open(path);
  assert.match(form, /id="acces"/);
  assert.match(await login(form, 'faux'), /class="alerte"/);
  assert.match(await login(form, 'Fibre-2026!'), /id="bandeau-session"/);
  const fragment = await visitor.open(`${path}/documents`);
  const readText = (text: string) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&').trim();
  const names = [...fragment.matchAll(/class="document-link">([^<]*)</g)].map((match) => readText(match[1] ?? ''));
  assert.deepEqual(names, one.documents);
  assert.match(await visitor.open('/historique/inconnue'), /id="reference-inconnue"/);
});
