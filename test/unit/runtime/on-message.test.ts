import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { openDatabase } from '../../../shared/adapters/sqlite/open-database.ts';
import { createSqliteDocuments } from '../../../shared/adapters/sqlite/sqlite-documents.ts';
import { toPubsubCloudEvent } from '../../../shared/host/pubsub-cloud-event.ts';
import { rejectedCollection, rejectedSchema } from '../../../shared/messages/rejected.ts';
import { type DocumentData, type DocumentStore, toDocument } from '../../../shared/ports/documents.ts';
import { InvalidRequestError, PermanentError, RetryLaterError } from '../../../shared/ports/failures.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { type MessageContext, type OnMessageOptions, onMessage } from '../../../shared/runtime/on-message.ts';
import { registeredFunction } from '../../../shared/runtime/registry.ts';
import { newSpan } from '../../../shared/runtime/trace/traceparent.ts';

const schema = z.object({ reference: z.string() });
type Note = z.infer<typeof schema>;

function setUp(
  name: string,
  stage: (note: Note, context: MessageContext) => Promise<void>,
  over: Partial<OnMessageOptions<Note>> = {},
) {
  const lines: string[] = [];
  const documents: DocumentStore = over.rejected ?? createSqliteDocuments(openDatabase(':memory:'));
  const logger = createLogger({ function: name, write: (line) => lines.push(line) });
  onMessage({ name, schema, rejected: documents, logger, ...over }, stage);
  const deliver = async (data: DocumentData): Promise<void> => {
    const message = {
      id: '7',
      topic: 't-1',
      data,
      attributes: {},
      publishedAt: '2026-01-01T00:00:00.000Z',
      attempt: 2,
    };
    const registered = registeredFunction(name);
    assert.ok(registered?.kind === 'messages');
    await registered.consume(toPubsubCloudEvent(message, name));
  };
  const kept = async (id = '7') => {
    const data = await documents.get(rejectedCollection, id);
    return data === undefined ? undefined : rejectedSchema.parse(data);
  };
  return { deliver, kept, lines, documents };
}

const refuse = async () => {
  throw new PermanentError('wrong token=abcdef123');
};

test('what a stage throws for later is thrown on, the very same, and nothing is kept', async () => {
  for (const error of [new RetryLaterError('busy', 30), new Error('network')]) {
    const { deliver, kept } = setUp('f-later', () => Promise.reject(error));
    await assert.rejects(deliver({ reference: 'a' }), (thrown) => thrown === error);
    assert.equal(await kept(), undefined);
  }
});

const unkeepable: [string, DocumentData][] = [
  ['a list in a list', { rows: [[1, 2]] }],
  ['a reserved field', { __name__: 1 }],
  ['a long text', { text: 'é'.repeat(2_000_000) }],
  [
    'many fields that the schema does not know',
    Object.fromEntries(Array.from({ length: 90_000 }, (_, n) => [`f${n}`, 1])),
  ],
];
for (const [what, data] of unkeepable) {
  test(`a message that no document can hold (${what}) is kept as its text`, async () => {
    const { deliver, kept } = setUp('f-unkeepable', refuse, { schema: z.strictObject({ reference: z.string() }) });
    await deliver(data);
    const text = (await kept())?.message;
    assert.ok(typeof text === 'string');
    assert.equal(text.slice(0, 1000), JSON.stringify(data).slice(0, 1000));
  });
}

test('a permanent failure of any kind is kept whole, its reason without credentials', async () => {
  const { deliver, kept } = setUp('f-refuse', refuse);
  await deliver({ reference: 'a' });
  const document = await kept();
  assert.deepEqual(
    { ...document, at: '' },
    {
      kind: 'refuse',
      function: 'f-refuse',
      topic: 't-1',
      message: { reference: 'a' },
      attributes: {},
      reason: 'wrong token=[redacted]',
      at: '',
      messageId: '7',
      publishedAt: '2026-01-01T00:00:00.000Z',
      replayedAt: null,
    },
  );
  const other = setUp('f-invalid', () => Promise.reject(new InvalidRequestError('name')));
  await other.deliver({ reference: 'a' });
  assert.equal((await other.kept())?.reason, 'name');
});

test('a redelivery of a kept message leaves the operator’s mark on it', async () => {
  const { deliver, kept, documents } = setUp('f-again', refuse);
  await deliver({ reference: 'a' });
  const document = await kept();
  assert.ok(document);
  await documents.set(rejectedCollection, '7', toDocument({ ...document, replayedAt: '2026-01-02T00:00:00.000Z' }));
  await deliver({ reference: 'a' });
  assert.equal((await kept())?.replayedAt, '2026-01-02T00:00:00.000Z');
});

test('two functions that refuse the same message are both kept', async () => {
  const first = setUp('f-one', refuse);
  const second = setUp('f-two', refuse, { rejected: first.documents });
  for (let i = 0; i < 2; i += 1) {
    await first.deliver({ reference: 'a' });
    await second.deliver({ reference: 'a' });
  }
  assert.equal((await first.kept('7'))?.function, 'f-one');
  assert.equal((await first.kept('7-f-two'))?.function, 'f-two');
  assert.equal(await first.documents.count(rejectedCollection), 2);
});

test('the hook hears of the refused message, and when it fails the message comes again', async () => {
  const heard: unknown[] = [];
  let fails = true;
  const { deliver, kept } = setUp('f-hook', refuse, {
    async onRejected(message, error, context) {
      heard.push([message, error.message, context.messageId, context.attempt]);
      if (fails) throw new Error('not now');
    },
  });
  await assert.rejects(deliver({ reference: 'a' }), { message: 'not now' });
  fails = false;
  await deliver({ reference: 'a' });
  assert.deepEqual(heard[1], [{ reference: 'a' }, 'wrong token=abcdef123', '7', 2]);
  await deliver({ other: 1 });
  assert.equal(z.array(z.unknown()).parse(heard[2])[0], undefined);
  assert.equal((await kept())?.reason, 'wrong token=[redacted]');
});

test('an event that is no message of Pub/Sub is thrown on', async () => {
  setUp('f-strange', async () => undefined);
  const registered = registeredFunction('f-strange');
  assert.ok(registered?.kind === 'messages');
  await assert.rejects(registered.consume({ id: '1', data: { bucket: 'b' } }));
});

test('the stage’s log lines carry the message, the run and the intervention', async () => {
  const { deliver, lines } = setUp('f-log', async (_, { logger }) => logger.info('done'));
  await deliver({ reference: '00045678', runId: 'run-1' });
  const { time: _, ...line } = z.record(z.string(), z.unknown()).parse(JSON.parse(lines[0] ?? ''));
  const { 'logging.googleapis.com/spanId': span, ...rest } = line;
  assert.match(String(span), /^[0-9a-f]{16}$/);
  const expected = { function: 'f-log', messageId: '7', runId: 'run-1', interventionId: '00045678', attempt: 2 };
  const trace = newSpan(undefined, '7 2026-01-01T00:00:00.000Z').traceId;
  const traced = { 'logging.googleapis.com/trace': trace, 'logging.googleapis.com/trace_sampled': true };
  assert.deepEqual(rest, { ...expected, ...traced, severity: 'INFO', message: 'done' });
});
