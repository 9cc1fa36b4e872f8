import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import * as z from 'zod';
import { postPubsubEvent, startUnderFramework } from '../framework-process.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'terrain-framework-'));
const notes = await startUnderFramework('test/fixtures/functions/take-note', 'take-note', { NOTES_FOLDER: folder });
after(async () => {
  await notes.stop();
  await rm(folder, { recursive: true });
});

const json = z.record(z.string(), z.unknown());
const lastNote = async () =>
  json.parse(JSON.parse((await readFile(`${folder}/notes.ndjson`, 'utf8')).trim().split('\n').at(-1) ?? ''));
const kept = async (id: string) => json.parse(JSON.parse(await readFile(`${folder}/rejected/${id}.json`, 'utf8')));

for (const format of ['eventarc', 'push'] as const) {
  test(`a message of Pub/Sub reaches the stage whole (${format})`, async () => {
    const options = { format, messageId: '101', publishedAt: '2026-03-01T10:00:00.123456789Z', deliveryAttempt: 3 };
    const answer = await postPubsubEvent(notes.url, 'note-written', { text: 'été €' }, { a: 'b' }, options);
    assert.equal(answer.status, 204, await answer.text());
    assert.deepEqual(await lastNote(), {
      text: 'été €',
      messageId: '101',
      topic: 'note-written',
      attributes: { a: 'b' },
      publishedAt: '2026-03-01T10:00:00.123Z',
      // functions-framework drops the count of a raw push.
      ...(format === 'eventarc' ? { attempt: 3 } : {}),
    });
  });

  test(`what is no JSON, has another shape, or is refused by the stage is kept and acknowledged (${format})`, async () => {
    const cases: readonly (readonly [string, object | string, unknown, RegExp])[] = [
      [`1${format}`, 'not json', 'not json', /not as expected/],
      [`2${format}`, { text: 3 }, { text: 3 }, /text/],
      [`3${format}`, '[1]', '[1]', /not as expected/],
      [`4${format}`, { text: 'refuse' }, { text: 'refuse' }, /^not this text$/],
    ];
    for (const [messageId, data, message, reason] of cases) {
      const answer = await postPubsubEvent(notes.url, 'note-written', data, { a: 'b' }, { format, messageId });
      assert.equal(answer.status, 204, messageId);
      const document = await kept(messageId);
      assert.deepEqual(document.message, message);
      assert.match(String(document.reason), reason);
      assert.equal(document.function, 'take-note');
      assert.equal(document.topic, 'note-written');
      assert.equal(document.kind, 'refuse');
      assert.deepEqual(document.attributes, { a: 'b' });
    }
  });

  test(`any other failure is answered with an error, so that Pub/Sub delivers again (${format})`, async () => {
    const options = { format, messageId: `r${format}` };
    const answer = await postPubsubEvent(notes.url, 'note-written', { text: 'retry' }, {}, options);
    assert.equal(answer.status, 500);
  });
}

test('a message without data is kept too, however it comes', async () => {
  for (const format of ['eventarc', 'push'] as const) {
    const answer = await postPubsubEvent(notes.url, 'note-written', '', {}, { format, messageId: `empty${format}` });
    assert.equal(answer.status, 204);
    assert.equal((await kept(`empty${format}`)).message, '');
  }
});

test('when the rejected message cannot be kept the delivery fails, so that it is not lost', async () => {
  const answer = await postPubsubEvent(notes.url, 'note-written', 'bad', {}, { messageId: 'no/such/folder' });
  assert.equal(answer.status, 500);
});

test('every log line of the function is one JSON object with the message id', () => {
  const lines = notes
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  assert.ok(lines.length > 4);
  for (const line of lines) {
    const { function: name, messageId, severity } = json.parse(JSON.parse(line));
    assert.equal(name, 'take-note');
    assert.equal(severity, 'ERROR');
    assert.equal(typeof messageId, 'string');
  }
});

test('a wrong configuration stops the start and names the variable', async () => {
  await assert.rejects(
    startUnderFramework('test/fixtures/functions/take-note', 'take-note'),
    /NOTES_FOLDER : manquante/,
  );
});
