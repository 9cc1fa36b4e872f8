import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { startDemoWorld } from '../../../shared/demo/world.ts';
import { childEnvironment } from '../../child-environment.ts';
import { startWorld } from './demo-client.ts';

const day = '2026-11-23';
const token = 'demo-destination';
const intervention = {
  cle: '00045678',
  num_intervention: '00045678',
  jeton: 'J1',
  date_intervention: day,
  heure_intervention: '10:30',
  technicien: 'Yann Le Gall / Öztürk, Deniz',
  departement: '01',
};
const photoRecord = { cle: 'photo00045678_1', intervention_cri: '00045678', photo: 'PBO.jpg' };
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);

function post(url: string, key: string | null, body: unknown, bearer = token): Promise<Response> {
  const headers = {
    authorization: `Bearer ${bearer}`,
    'content-type': 'application/json',
    ...(key === null ? {} : { 'idempotency-key': key }),
  };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

function postPhoto(destinationUrl: string, key: string, form: FormData): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key };
  return fetch(`${destinationUrl}/photos`, { method: 'POST', headers, body: form });
}

function fileForm(name: string, bytes: Buffer = jpeg, field = 'file'): FormData {
  const form = new FormData();
  form.append(field, new Blob([new Uint8Array(bytes)]), name);
  return form;
}

test('the same key again gets the recorded answer and has no second effect, on every route', async (context) => {
  const { destinationUrl, destination } = await startWorld(context);
  const answers: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    for (const response of [
      await post(`${destinationUrl}/interventions`, 'a', [intervention]),
      await post(`${destinationUrl}/photo-data`, 'a', [photoRecord]),
      await postPhoto(destinationUrl, 'a', fileForm('Façade n°2.jpg')),
    ]) {
      assert.equal(response.status, 200);
      answers.push(await response.text());
    }
  }
  assert.deepEqual([...new Set(answers)], ['{"statut":"accepte","recus":1}']);
  const sha256 = createHash('sha256').update(jpeg).digest('hex');
  assert.deepEqual(destination.effects(), {
    interventions: [{ ...intervention, key: 'a', requests: 3 }],
    photoRecords: [{ ...photoRecord, key: 'a', requests: 3 }],
    photos: [{ name: 'Façade n°2.jpg', sha256, bytes: 4, key: 'a', requests: 3 }],
  });
});

test('many requests with one key at the same time have one effect', async (context) => {
  const { destinationUrl, destination } = await startWorld(context);
  await Promise.all(Array.from({ length: 8 }, () => postPhoto(destinationUrl, 'k', fileForm('a.jpg'))));
  assert.deepEqual(
    destination.effects().photos.map(({ requests }) => requests),
    [8],
  );
});

test('the same photo under two keys is seen twice', async (context) => {
  const { destinationUrl, destination } = await startWorld(context);
  for (const key of ['k1', 'k2']) await postPhoto(destinationUrl, key, fileForm('a.jpg'));
  assert.equal(destination.effects().photos.length, 2);
});

const { jeton: _jeton, ...withoutToken } = intervention;
const refused: readonly (readonly [why: string, path: string, body: unknown, reason: RegExp])[] = [
  ['wrapped in an object', '/interventions', { data: [intervention] }, /array/],
  ['without elements', '/interventions', [], /Too small/],
  ['with an unknown field', '/interventions', [{ ...intervention, client: 'X' }], /client/],
  ['with a field missing', '/interventions', [withoutToken], /jeton/],
  ['with a French date', '/interventions', [{ ...intervention, date_intervention: '23/11/2026' }], /date_intervention/],
  ['with a number for a text', '/interventions', [{ ...intervention, cle: 45678 }], /cle/],
  ['with a département that lost its zero', '/interventions', [{ ...intervention, departement: '1' }], /departement/],
  ['with two different references', '/interventions', [{ ...intervention, cle: '45678' }], /differ/],
  ['with a rank that is none', '/photo-data', [{ ...photoRecord, cle: 'photo00045678_0' }], /rank/],
  ['with another reference in its key', '/photo-data', [{ ...photoRecord, cle: 'photo45678_1' }], /rank/],
  ['with an empty name', '/photo-data', [{ ...photoRecord, photo: '' }], /photo/],
];

for (const [why, path, body, reason] of refused) {
  test(`a body ${why} is refused with the reason (${path})`, async (context) => {
    const { destinationUrl, destination } = await startWorld(context);
    const response = await post(destinationUrl + path, 'k', body);
    assert.equal(response.status, 400);
    assert.match(await response.text(), reason);
    assert.deepEqual(destination.effects(), { interventions: [], photoRecords: [], photos: [] });
  });
}

test('a photo must be one image with a plain name in the field "file"', async (context) => {
  const { destinationUrl, destination } = await startWorld(context);
  const withField = fileForm('a.jpg');
  withField.append('cle', 'x');
  const two = fileForm('a.jpg');
  two.append('file', new Blob([new Uint8Array(jpeg)]), 'b.jpg');
  const cases: [FormData, RegExp][] = [
    [fileForm('a.jpg', jpeg, 'photo'), /champ « photo »/],
    [withField, /champ « cle »/],
    [two, /2 fichiers/],
    [new FormData(), /0 fichiers|illisible/],
    [fileForm('a.jpg', Buffer.from('<html>')), /n’est pas une image/],
    [fileForm('../a.jpg'), /désigne un dossier/],
  ];
  for (const [form, reason] of cases) {
    const response = await postPhoto(destinationUrl, 'k', form);
    assert.match(await response.text(), reason);
    assert.equal(response.status, 400);
  }
  assert.deepEqual(destination.effects().photos, []);
});

test('a wrong token, a missing key, another content for a key and an unknown address are refused', async (context) => {
  const { destinationUrl } = await startWorld(context);
  const url = `${destinationUrl}/interventions`;
  assert.equal((await post(url, 'k', [intervention], 'faux')).status, 401);
  assert.equal((await post(url, null, [intervention])).status, 400);
  assert.equal((await post(url, 'k', [intervention])).status, 200);
  assert.equal((await post(url, 'k', [{ ...intervention, jeton: 'J2' }])).status, 422);
  assert.equal((await post(`${destinationUrl}/autre`, 'k', [])).status, 404);
});

test('what was acknowledged is there after kill -9, and a line cut by it is not', async (context) => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'demo-kill-'));
  context.after(() => rmSync(dataDirectory, { recursive: true, force: true }));
  const child = spawn(
    process.execPath,
    ['shared/demo/main.ts', '--data', dataDirectory, '--day', day, '--count', '1'],
    {
      env: childEnvironment(),
    },
  );
  let destinationUrl = '';
  for await (const line of createInterface(child.stdout)) {
    destinationUrl = /^Destination\s+(\S+)/.exec(line)?.[1] ?? '';
    if (destinationUrl !== '') break;
  }
  assert.equal((await postPhoto(destinationUrl, 'k', fileForm('a.jpg'))).status, 200);
  child.kill('SIGKILL');
  await once(child, 'exit');
  appendFileSync(join(dataDirectory, 'destination.ndjson'), '{"kind":"photo","key":"cut');

  const world = await startDemoWorld({ day, dataDirectory, count: 1 });
  context.after(() => world.close());
  assert.equal((await postPhoto(world.destinationUrl, 'k', fileForm('a.jpg'))).status, 200);
  assert.equal((await postPhoto(world.destinationUrl, 'k2', fileForm('b.jpg'))).status, 200);
  const lines = readFileSync(join(dataDirectory, 'destination.ndjson'), 'utf8').trimEnd().split('\n');
  assert.equal(lines.map((line): unknown => JSON.parse(line)).length, 3);
  const seen = world.destination.effects().photos.map(({ key, requests }) => ({ key, requests }));
  assert.deepEqual(seen, [
    { key: 'k', requests: 2 },
    { key: 'k2', requests: 1 },
  ]);
});

test('accepted photos are kept as files when asked', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-keep-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const { destinationUrl } = await startWorld(context, { keepFilesIn: folder });
  await postPhoto(destinationUrl, 'k', fileForm('Été.jpg'));
  const [name = ''] = readdirSync(folder);
  assert.match(name, /^[0-9a-f]{12}_Été\.jpg$/);
  assert.deepEqual(readFileSync(join(folder, name)), jpeg);
});
