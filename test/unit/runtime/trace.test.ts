import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EndedSpan } from '../../../shared/ports/spans.ts';
import { createLogger, logTracesOf } from '../../../shared/runtime/log.ts';
import { currentTraceparent, inSpan } from '../../../shared/runtime/trace/current-span.ts';
import { count, tellSpansTo } from '../../../shared/runtime/trace/telling.ts';
import { formatTraceparent, newSpan, parseTraceparent } from '../../../shared/runtime/trace/traceparent.ts';
import { tracedPublisher } from '../../../shared/wiring/traced-publisher.ts';
import { openTally } from '../../contract/tally.ts';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const parent = `00-${trace}-00f067aa0ba902b7-01`;
const start = { name: 'essai', kind: 'consumer', attributes: {} } as const;

test('a traceparent is read and written as W3C says; what is none begins a new trace', () => {
  assert.deepEqual(parseTraceparent(parent), { traceId: trace, spanId: '00f067aa0ba902b7', sampled: true });
  assert.equal(parseTraceparent(parent.replace(/01$/, '00'))?.sampled, false);
  assert.equal(parseTraceparent(`cc-${trace}-00f067aa0ba902b7-01-more`)?.traceId, trace, 'a later version');
  const none = [null, undefined, '', 'x', `ff-${trace}-00f067aa0ba902b7-01`, `${parent}-more`, parent.toUpperCase()];
  const zeros = [`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, `00-${trace}-${'0'.repeat(16)}-01`];
  for (const text of [...none, ...zeros]) assert.equal(parseTraceparent(text), undefined, String(text));
  assert.equal(formatTraceparent({ traceId: trace, spanId: '00f067aa0ba902b7', sampled: true }), parent);
});

test('every try of a message without a trace is in one trace, and in no other message’s', () => {
  const [first, again, other] = [newSpan(undefined, '7 a'), newSpan(undefined, '7 a'), newSpan(undefined, '8 a')];
  assert.equal(first.traceId, again.traceId);
  assert.notEqual(first.spanId, again.spanId);
  assert.notEqual(first.traceId, other.traceId);
  assert.match(newSpan(undefined).traceId, /^[0-9a-f]{32}$/);
});

test('what is published and logged within the work belongs to its trace; outside of it nothing does', async () => {
  const sent: unknown[] = [];
  const publisher = tracedPublisher({ publish: async (_, __, attributes) => String(sent.push(attributes)) });
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger({ function: 'f', write: (line) => lines.push(JSON.parse(line)) });
  logTracesOf('projet');
  await publisher.publish('topic', {});
  logger.info('outside');
  const traceparent = await inSpan({ ...start, traceparent: parent }, async () => {
    await publisher.publish('topic', {}, { own: 'x' });
    await publisher.publish('topic', {}, { traceparent: 'kept' });
    logger.info('inside');
    return currentTraceparent();
  });
  const span = parseTraceparent(traceparent);
  assert.equal(span?.traceId, trace);
  assert.notEqual(span?.spanId, '00f067aa0ba902b7');
  assert.deepEqual(sent, [undefined, { traceparent, own: 'x' }, { traceparent: 'kept' }]);
  assert.equal('logging.googleapis.com/trace' in (lines[0] ?? {}), false);
  assert.equal(lines[1]?.['logging.googleapis.com/trace'], `projects/projet/traces/${trace}`);
  assert.equal(lines[1]?.['logging.googleapis.com/spanId'], span?.spanId);
  assert.equal(lines[1]?.['logging.googleapis.com/trace_sampled'], true);
});

test('work that ended is told with its outcome, unless its trace is not to be kept', async () => {
  const told: EndedSpan[] = [];
  let flushed = 0;
  const { count: tally, counted } = openTally();
  const sink = { add: (span: EndedSpan) => told.push(span), count: tally, flush: async () => void flushed++ };
  count('terrain.interventions.delivered', 1, {});
  tellSpansTo(sink, { atOnce: true });
  count('terrain.interventions.delivered', 2, {});
  try {
    await inSpan({ ...start, traceparent: parent }, async () => 'done');
    await inSpan({ ...start, traceparent: undefined, seed: 'm' }, async (end) => end('refused'));
    const failing = inSpan({ ...start, traceparent: parent, outcomeOf: () => 'retried' }, () =>
      Promise.reject(new Error('no')),
    );
    await assert.rejects(failing, /no/);
    await inSpan({ ...start, traceparent: parent.replace(/01$/, '00') }, async () => 'not kept');
  } finally {
    tellSpansTo(undefined);
  }
  assert.deepEqual(
    told.map(({ outcome, parentSpanId }) => [outcome, parentSpanId]),
    [
      ['done', '00f067aa0ba902b7'],
      ['refused', undefined],
      ['retried', '00f067aa0ba902b7'],
    ],
  );
  assert.equal(flushed, 3);
  assert.deepEqual(counted, { 'terrain.interventions.delivered': 2 });
});
