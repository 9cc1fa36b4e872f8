import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { createLogger, type LogLevel } from '../../../shared/runtime/log.ts';
import { redact } from '../../../shared/runtime/redact.ts';

function collect(level: LogLevel = 'debug') {
  const lines: string[] = [];
  const now = () => new Date('2026-03-01T10:00:00Z');
  const logger = createLogger({ function: 'send-intervention', level, write: (line) => lines.push(line), now });
  const last = () => z.record(z.string(), z.unknown()).parse(JSON.parse(lines.at(-1) ?? ''));
  return { logger, lines, last };
}

test('a line is one JSON object in Cloud Logging’s names with the fields of the logger and of the call', () => {
  const { logger, lines, last } = collect();
  logger.with({ messageId: 'm1', runId: 'r1' }).info('sent\nto the API', { photos: 3, skipped: undefined });
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /^\{.*\}\n$/);
  assert.deepEqual(last(), {
    function: 'send-intervention',
    messageId: 'm1',
    runId: 'r1',
    photos: 3,
    severity: 'INFO',
    time: '2026-03-01T10:00:00.000Z',
    message: 'sent\nto the API',
  });
});

test('lines under the level are not written', () => {
  const { logger, lines } = collect('warn');
  logger.debug('a');
  logger.info('b');
  logger.warn('c');
  logger.error('d');
  assert.equal(lines.length, 2);
});

test('fields cannot replace the severity, the time or the message', () => {
  const { logger, last } = collect();
  logger.warn('true', { severity: 'x', message: 'false', time: 'never' });
  assert.equal(last().severity, 'WARNING');
  assert.equal(last().message, 'true');
});

test('an error is written with its stack and those of its causes, never its other fields', () => {
  const { logger, last } = collect();
  const cause = Object.assign(new Error('status 401'), { config: { headers: { Authorization: 'Bearer abcdefgh' } } });
  logger.error('failed', {}, new Error('cannot send', { cause }));
  const stack = String(last().stack_trace);
  assert.match(stack, /Error: cannot send\n {4}at [\s\S]*Caused by: Error: status 401\n {4}at /);
  assert.doesNotMatch(stack, /abcdefgh/);
});

test('an error that is its own cause, or no error at all, is written too', () => {
  const { logger, last } = collect();
  const loop = new Error('loop');
  loop.cause = loop;
  logger.error('failed', {}, loop);
  assert.match(String(last().stack_trace), /loop/);
  logger.error('failed', {}, 'text');
  assert.equal(last().stack_trace, 'text');
});

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';
for (const text of [
  `token ${jwt}`,
  'Authorization: Bearer s3cr3t-value-1',
  'authorization: Basic dXNlcjpwYXNz',
  'GET https://api/x?token=s3cr3t-value-2&page=1',
  '{"password":"s3cr3t-value-3","user":"u"}',
  'api_key=s3cr3t-value-4',
  'Set-Cookie: session=s3cr3t-value-5; Path=/',
  'smtp://user:s3cr3t-value-6@mail.example:587',
  'SAMSARA_API_TOKEN=s3cr3t-value-7',
]) {
  test(`what looks like a credential is not written: ${text.slice(0, 28)}`, () => {
    const { logger, lines } = collect();
    logger.with({ url: text }).error(text, { detail: text }, new Error(text, { cause: new Error(text) }));
    assert.doesNotMatch(lines.join(''), /s3cr3t|dXNlcjpwYXNz|c2lnbmF0dXJl/);
  });
}

for (const name of [
  'token',
  'accessToken',
  'password',
  'Cookie',
  'authorization',
  'clientSecret',
  'apiKey',
  'x-api-key',
]) {
  test(`the value of a field named ${name} is not written`, () => {
    const { logger, last } = collect();
    logger.info('x', { [name]: 'plain' });
    assert.equal(last()[name], '[redacted]');
  });
}

test('ordinary text is left as it is', () => {
  for (const text of ['reference 00045678 of 12E45678', 'https://api.example/a?page=2#x', 'at file:///a/b.ts:12:3'])
    assert.equal(redact(text), text);
});
