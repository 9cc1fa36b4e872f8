import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { openDatabase } from '../../../shared/adapters/sqlite/open-database.ts';
import { createSqliteBroker } from '../../../shared/adapters/sqlite/sqlite-broker.ts';
import { createSqliteDocuments } from '../../../shared/adapters/sqlite/sqlite-documents.ts';
import { startHost } from '../../../shared/host/host.ts';
import { loadFunctions } from '../../../shared/host/load-functions.ts';
import { deadLetterAttributes } from '../../../shared/ports/messages.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { httpCases } from '../runtime/http-cases.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'terrain-host-'));
process.env.NOTES_FOLDER = folder;
process.env.NOTES_QUIET = 'yes';
const database = openDatabase(path.join(folder, 'documents.sqlite'));
const broker = createSqliteBroker(database);
const lines: string[] = [];
const options = {
  loaded: await loadFunctions('test/fixtures/functions'),
  broker,
  documents: createSqliteDocuments(database),
  clock: { now: () => new Date() },
  port: 0,
  zone: 'Europe/Paris',
  logger: createLogger({ function: 'host', write: (line) => lines.push(line) }),
  publicKeys: async () => ({ keys: [] }),
};
// What a former start, with one function more, has left.
const gone = {
  name: 'gone-function',
  topics: ['note-written'],
  concurrency: 1,
  ackDeadlineSeconds: 60,
  maxAttempts: 5,
};
const former = await broker.subscribe({ ...gone, minBackoffSeconds: 60, maxBackoffSeconds: 60 }, () =>
  Promise.reject(new Error('not now')),
);
await broker.publish('note-written', { text: 'left' });
await former.stop();

const host = await startHost(options);
after(async () => {
  await host.close();
  database.close();
  await rm(folder, { recursive: true });
});

const linesOf = async (file: string) =>
  (await readFile(path.join(folder, file), 'utf8').catch(() => ''))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let i = 0; i < 200; i += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(20);
  }
  return assert.fail('it never came');
}

httpCases('the host', () => host.url);

test('messages of a function that is gone are told, kept, and do not grow in number', async () => {
  const told = lines.filter((line) => line.includes('gone-function'));
  assert.equal(told.length, 1);
  assert.match(told[0] ?? '', /"messages":1/);
  await broker.publish('note-written', { text: 'new' });
  assert.equal((await broker.backlog())['gone-function'], 1);
});

test('a published message reaches the function as the cloud would bring it', async () => {
  const id = await broker.publish('note-written', { text: 'été' }, { a: 'b' });
  const note = await eventually(async () => (await linesOf('notes.ndjson')).find(({ messageId }) => messageId === id));
  assert.equal(note.text, 'été');
  assert.equal(note.topic, 'note-written');
  assert.deepEqual(note.attributes, { a: 'b' });
  assert.equal(note.attempt, 1);
  assert.match(String(note.publishedAt), /^\d{4}-.*Z$/);
});

test('a refused message is kept and not delivered again', async () => {
  const id = await broker.publish('note-written', { text: 'refuse' });
  await eventually(() => readFile(path.join(folder, 'rejected', `${id}.json`), 'utf8').catch(() => undefined));
  await eventually(async () => ((await broker.backlog())['take-note'] === 0 ? true : undefined));
  assert.equal((await linesOf('notes.ndjson')).filter(({ messageId }) => messageId === id).length, 1);
});

test('a failing message is tried as often as its function says, then brought to the keeper of dead letters', async () => {
  const id = await broker.publish('note-written', { text: 'retry', runId: 'r1' });
  const kept = () =>
    eventually(async () => (await linesOf('dead.ndjson')).find(({ topic }) => topic === 'dead-take-note'));
  // The strict schema of the sample refuses this one.
  await eventually(() => readFile(path.join(folder, 'rejected', `${id}.json`), 'utf8').catch(() => undefined));
  const failing = await broker.publish('note-written', { text: 'retry' }, { own: 'x' });
  const dead = await kept();
  assert.deepEqual(dead.message, { text: 'retry' });
  const attributes = z.record(z.string(), z.string()).parse(dead.attributes);
  assert.equal(attributes.own, 'x');
  assert.equal(attributes[deadLetterAttributes.deliveryCount], '5');
  const tries = (await linesOf('notes.ndjson')).filter(({ messageId }) => messageId === failing);
  assert.deepEqual(
    tries.map(({ attempt }) => attempt),
    [1, 2, 3, 4, 5],
  );
  const logged = lines.filter((line) => line.includes(failing) && line.includes('delivery failed'));
  assert.equal(logged.length, 5);
  assert.match(
    logged[0] ?? '',
    /next try in about 0 s.*"function":"take-note"|"function":"take-note".*next try in about 0 s/,
  );
  assert.match(logged[4] ?? '', /given up, kept through dead-take-note/);
});

test('the host’s own pages are there, and what is not is a problem in French', async () => {
  assert.deepEqual(await (await fetch(`${host.url}/healthz`)).json(), { status: 'ok' });
  assert.deepEqual(await (await fetch(`${host.url}/auth/jwks.json`)).json(), { keys: [] });
  const page = await (await fetch(`${host.url}/`)).text();
  assert.match(page, /<a href="\/notes\/">.*Répond aux essais &#60;b&#62;/);
  assert.match(page, /<code>take-note<\/code>/);
  for (const missing of ['/nothing', '/notesx', '/healthz/x', '//notes/echo']) {
    const answer = await fetch(host.url + missing);
    assert.equal(answer.status, 404, missing);
    assert.match(answer.headers.get('content-type') ?? '', /problem\+json/);
  }
  assert.equal((await fetch(`${host.url}/notes?x=1`)).status, 404);
  assert.equal((await fetch(`${host.url}/`, { method: 'POST' })).status, 405);
});

test('a port that is taken is named with the way out', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await assert.rejects(startHost({ ...options, port }), {
    name: 'ConfigurationError',
    message: new RegExp(`^Le port ${port} est déjà pris.*PORT=${port + 1}`),
  });
  other.close();
});

test('closing lets a request under way end, takes no other, and closes what registered for it, once', async () => {
  const underWay = fetch(`${host.url}/notes/slow`);
  await sleep(100);
  await Promise.all([host.close(), host.close()]);
  assert.equal(await (await underWay).text(), 'slow');
  await assert.rejects(fetch(`${host.url}/healthz`));
  assert.equal((await linesOf('dead.ndjson')).filter(({ closed }) => closed === true).length, 1);
});
