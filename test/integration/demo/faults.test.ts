import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { FaultRule } from '../../../shared/demo/faults.ts';
import { createVisitor, logIn, startWorld } from './demo-client.ts';

type Fault = FaultRule['fault'];

/** A visitor who is logged in, a photo's address, and the fault on it. */
async function meetFault(context: TestContext, fault: Fault, rule: Partial<FaultRule> = {}) {
  const world = await startWorld(context);
  const visitor = createVisitor(world.portalUrl);
  await logIn(visitor);
  const one = world.truth.interventions.find(({ photos }) => photos.length > 0);
  assert.ok(one);
  const path = `/photos/${one.identifiant}/1/x`;
  const whole = (await world.truth.photosOf(one.reference))[0]?.bytes ?? 0;
  world.faults.setFaults([{ server: 'portal', match: '^/photos/', times: 1, fault, ...rule }]);
  return { world, visitor, path, whole };
}

const statuses: readonly (readonly [name: string, fault: Fault, status: number, header: RegExp, marker: RegExp])[] = [
  ['503', { kind: 'unavailable' }, 503, /^$/, /indisponible/],
  ['429 with a fraction', { kind: 'tooManyRequests', retryAfterSeconds: 0.5 }, 429, /^0\.5$/, /surcharge/],
  [
    '429 with a date',
    { kind: 'tooManyRequests', retryAfterSeconds: 60, retryAfterForm: 'date' },
    429,
    /^\w{3}, \d\d \w{3} \d{4} .* GMT$/,
    /surcharge/,
  ],
  ['maintenance with status 200', { kind: 'maintenance' }, 200, /^$/, /Portail en maintenance/],
  ['maintenance with status 503', { kind: 'maintenance', status: 503 }, 503, /^$/, /Portail en maintenance/],
  ['a login page in the middle', { kind: 'loginPage' }, 200, /^$/, /id="connexion"/],
  ['a page labelled as a photo', { kind: 'htmlAsJpeg' }, 200, /^$/, /<html/],
];

for (const [name, fault, status, header, marker] of statuses) {
  test(`${name}: once, then the photo comes`, async (context) => {
    const { visitor, path, whole, world } = await meetFault(context, fault);
    const response = await visitor.request(path);
    assert.equal(response.status, status);
    assert.match(response.headers.get('retry-after') ?? '', header);
    assert.equal(response.headers.get('content-type') === 'image/jpeg', fault.kind === 'htmlAsJpeg');
    assert.match(await response.text(), marker);
    assert.equal((await (await visitor.request(path)).arrayBuffer()).byteLength, whole);
    assert.deepEqual(
      world.faults.fired().map(({ matched, fired }) => [matched, fired]),
      [[2, 1]],
    );
  });
}

test('a dropped session makes this visitor log in again', async (context) => {
  const { visitor, path } = await meetFault(context, { kind: 'sessionDropped' });
  assert.match(await (await visitor.request(path)).text(), /id="connexion"/);
  assert.match(await (await visitor.request(path)).text(), /id="connexion"/);
  assert.match(await logIn(visitor), /id="utilisateur-connecte"/);
});

test('a body cut with its true length breaks the transfer', async (context) => {
  const { visitor, path } = await meetFault(context, { kind: 'cutBody', how: 'trueLength' });
  const response = await visitor.request(path);
  await assert.rejects(response.arrayBuffer());
});

for (const how of ['falseLength', 'chunked'] as const) {
  test(`a body cut with ${how} ends as if it were whole`, async (context) => {
    const { visitor, path, whole } = await meetFault(context, { kind: 'cutBody', how });
    const response = await visitor.request(path);
    const half = Math.floor(whole / 2);
    assert.equal(response.headers.get('content-length'), how === 'chunked' ? null : String(half));
    assert.equal((await response.arrayBuffer()).byteLength, half);
  });
}

test('an empty body has status 200 and no bytes', async (context) => {
  const { visitor, path } = await meetFault(context, { kind: 'emptyBody' });
  const response = await visitor.request(path);
  assert.deepEqual([response.status, (await response.arrayBuffer()).byteLength], [200, 0]);
});

test('slow answers are late and right', async (context) => {
  const { visitor, path, whole } = await meetFault(context, { kind: 'slow', milliseconds: 150 });
  const before = performance.now();
  assert.equal((await (await visitor.request(path)).arrayBuffer()).byteLength, whole);
  assert.ok(performance.now() - before >= 145);
});

test('a hanging request gets nothing, and does not keep the world from closing', async (context) => {
  const { world, path } = await meetFault(context, { kind: 'hang' }, { times: 2 });
  await assert.rejects(fetch(world.portalUrl + path, { signal: AbortSignal.timeout(150) }), { name: 'TimeoutError' });
  const hanging = assert.rejects(fetch(world.portalUrl + path));
  while ((world.faults.fired()[0]?.fired ?? 0) < 2) await delay(5);
  // Closing is what `startWorld` does after the test: it would time out if the request held it.
  context.after(() => hanging);
});

test('a reset ends the connection with an error', async (context) => {
  const { world, path } = await meetFault(context, { kind: 'reset' });
  const socket = connect(Number(new URL(world.portalUrl).port), '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  const error = await new Promise<NodeJS.ErrnoException>((resolve) => socket.once('error', resolve));
  assert.equal(error.code, 'ECONNRESET');
});

test('an answer lost after acceptance leaves its effect, and the next try finds it', async (context) => {
  const world = await startWorld(context);
  world.faults.setFaults([{ server: 'destination', match: '^/photo-data$', times: 1, fault: { kind: 'answerLost' } }]);
  const send = () =>
    fetch(`${world.destinationUrl}/photo-data`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.token}`, 'content-type': 'application/json', 'idempotency-key': 'k' },
      body: JSON.stringify([{ cle: 'photo1_1', intervention_cri: '1', photo: 'a.jpg' }]),
    });
  await assert.rejects(send());
  assert.equal(world.destination.effects().photoRecords.length, 1);
  assert.equal((await send()).status, 200);
  assert.deepEqual(
    world.destination.effects().photoRecords.map(({ requests }) => requests),
    [2],
  );
});

test('a chance is drawn the same way for the same seed, and skip lets the first ones pass', async (context) => {
  const world = await startWorld(context);
  const draw = async (rule: Partial<FaultRule>) => {
    world.faults.setFaults([{ match: '^/connexion', fault: { kind: 'unavailable' }, ...rule }]);
    const statuses: number[] = [];
    for (let round = 0; round < 12; round += 1) statuses.push((await fetch(`${world.portalUrl}/connexion`)).status);
    return statuses;
  };
  const first = await draw({ probability: 0.5, seed: 3 });
  assert.deepEqual(await draw({ probability: 0.5, seed: 3 }), first);
  assert.notDeepEqual(await draw({ probability: 0.5, seed: 4 }), first);
  assert.equal(new Set(first).size, 2);
  assert.deepEqual((await draw({ skip: 2, times: 1 })).slice(0, 4), [200, 200, 503, 200]);
});

test('a rule that makes no sense is refused when it is set', async (context) => {
  const { faults } = await startWorld(context);
  const rule: FaultRule = { server: 'destination', match: '.', fault: { kind: 'sessionDropped' } };
  assert.throws(() => faults.setFaults([rule]), /no session to lose/);
});

test('latency delays every answer', async (context) => {
  const world = await startWorld(context, { latencyMilliseconds: 60 });
  const before = performance.now();
  await fetch(`${world.portalUrl}/connexion`);
  assert.ok(performance.now() - before >= 58);
});
