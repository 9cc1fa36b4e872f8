import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '../../../shared/adapters/sqlite/open-database.ts';
import { createSqliteDocuments } from '../../../shared/adapters/sqlite/sqlite-documents.ts';
import { publishDue } from '../../../shared/host/schedules.ts';
import { createLogger } from '../../../shared/runtime/log.ts';

const minute = 60_000;

function setUp(cron: string, start: string, zone = 'Europe/Paris') {
  let now = Date.parse(start);
  const fired: string[] = [];
  let broken = false;
  const options = {
    schedules: [{ name: 'f.s', cron, topic: 'due', message: { a: 1 } }],
    zone,
    clock: { now: () => new Date(now) },
    documents: createSqliteDocuments(openDatabase(':memory:')),
    publisher: {
      async publish(topic: string, message: object, attributes: Readonly<Record<string, string>> = {}) {
        if (broken) throw new Error('disk full');
        assert.equal(topic, 'due');
        assert.deepEqual(message, { a: 1 });
        fired.push(attributes.scheduledAt ?? '');
        return 'id';
      },
    },
    logger: createLogger({ function: 'test', write: () => undefined }),
  };
  return {
    fired,
    look: () => publishDue(options),
    pass: (ms: number) => {
      now += ms;
    },
    breakPublisher: (value: boolean) => {
      broken = value;
    },
    /** Looks every ten minutes until the instant. */
    async runUntil(end: string) {
      for (; now <= Date.parse(end); now += 10 * minute) await publishDue(options);
    },
  };
}

const years: readonly (readonly [string, string, string, string, readonly string[]])[] = [
  [
    'each day, winter and summer',
    '0 6 * * *',
    '2026-03-28T00:00:00Z',
    '2026-03-30T12:00:00Z',
    ['2026-03-28T05:00:00.000Z', '2026-03-29T04:00:00.000Z', '2026-03-30T04:00:00.000Z'],
  ],
  [
    'a time that the spring change skips fires once, at the end of the gap',
    '30 2 * * *',
    '2026-03-28T12:00:00Z',
    '2026-03-30T12:00:00Z',
    ['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z'],
  ],
  [
    'a time that the autumn change repeats fires once',
    '30 2 * * *',
    '2026-10-24T12:00:00Z',
    '2026-10-26T12:00:00Z',
    ['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'],
  ],
  [
    'every half hour fires in both of the repeated hours',
    '*/30 * * * *',
    '2026-10-24T23:50:00Z',
    '2026-10-25T02:00:00Z',
    [
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:00:00.000Z',
      '2026-10-25T01:30:00.000Z',
      '2026-10-25T02:00:00.000Z',
    ],
  ],
];
for (const [name, cron, start, end, expected] of years) {
  test(`a schedule in the business zone: ${name}`, async () => {
    const { fired, runUntil } = setUp(cron, start);
    await runUntil(end);
    assert.deepEqual(fired, expected);
  });
}

test('the host looks again when something is due, and every half minute anyway', async () => {
  const { look, pass } = setUp('0 * * * *', '2026-01-01T09:59:50Z');
  assert.equal((await look()).toISOString(), '2026-01-01T10:00:00.000Z');
  pass(10_000);
  assert.equal((await look()).toISOString(), '2026-01-01T10:00:30.000Z');
});

test('the first start fires nothing of the past', async () => {
  const { fired, look } = setUp('0 * * * *', '2026-01-01T10:00:30Z');
  await look();
  assert.deepEqual(fired, []);
});

test('a restart within the same minute does not fire again', async () => {
  const { fired, look, pass } = setUp('0 * * * *', '2026-01-01T09:59:00Z');
  await look();
  pass(minute);
  await look();
  pass(10_000);
  await look();
  await look();
  assert.deepEqual(fired, ['2026-01-01T10:00:00.000Z']);
});

test('a tick missed while stopped is published on return, several of them as one', async () => {
  const { fired, look, pass } = setUp('*/20 * * * *', '2026-01-01T09:59:00Z');
  await look();
  pass(50 * minute);
  await look();
  assert.deepEqual(fired, ['2026-01-01T10:40:00.000Z']);
});

test('a tick missed more than an hour ago is forgotten', async () => {
  const { fired, look, pass } = setUp('0 10 * * *', '2026-01-01T08:00:00Z');
  await look();
  pass(61 * minute + 60 * minute);
  await look();
  assert.deepEqual(fired, []);
});

test('a tick whose publish fails is published at the next look', async () => {
  const { fired, look, pass, breakPublisher } = setUp('0 * * * *', '2026-01-01T09:59:00Z');
  await look();
  pass(minute);
  breakPublisher(true);
  await assert.rejects(look());
  breakPublisher(false);
  pass(5_000);
  await look();
  assert.deepEqual(fired, ['2026-01-01T10:00:00.000Z']);
});
