import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createOtlpSink } from '../../../shared/adapters/opentelemetry/otlp-sink.ts';
import type { EndedSpan } from '../../../shared/ports/spans.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { type Collector, startCollector } from '../../otlp-collector.ts';

let collector: Collector;
before(async () => {
  collector = await startCollector();
});
after(() => collector.close());

const span = (spanId: string, more: Partial<EndedSpan> = {}): EndedSpan => ({
  name: 'collect-photos',
  kind: 'consumer',
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId,
  parentSpanId: undefined,
  startedAtMs: 1_790_000_000_123,
  endedAtMs: 1_790_000_001_623,
  outcome: 'done',
  attributes: { 'messaging.message.id': '7' },
  ...more,
});

test('spans and counts reach a collector over OTLP; what it refused goes first the next time', async () => {
  const lines: string[] = [];
  const sink = createOtlpSink({
    endpoint: `${collector.endpoint}/`,
    headers: async () => ({ authorization: 'Bearer fresh' }),
    resource: { 'service.name': 'terrain', 'gcp.project_id': 'p' },
    logger: createLogger({ function: 'telemetry', write: (line) => lines.push(line) }),
  });
  collector.state.status = 400;
  sink.add(span('00f067aa0ba902b1'));
  await sink.flush();
  assert.equal(collector.received.length, 0);
  assert.match(lines.join(), /traces could not be sent/);
  collector.state.status = 200;
  sink.add(span('00f067aa0ba902b2', { parentSpanId: '00f067aa0ba902b1', outcome: 'retried' }));
  sink.count('terrain.exports.rows', 40, { export: 'welcome_call' });
  sink.count('terrain.exports.rows', 2, { export: 'welcome_call' });
  await sink.flush();
  const [sent] = collector.received;
  assert.equal(sent?.path, '/v1/traces');
  assert.equal(sent?.authorization, 'Bearer fresh');
  assert.deepEqual(collector.traces()[0]?.resource.attributes, { 'service.name': 'terrain', 'gcp.project_id': 'p' });
  assert.deepEqual(
    collector.spans().map((one) => [one.name, one.traceId, one.spanId, one.parentSpanId, one.startTimeUnixNano]),
    [
      ['collect-photos', '4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b1', undefined, '1790000000123000000'],
      [
        'collect-photos',
        '4bf92f3577b34da6a3ce929d0e0e4736',
        '00f067aa0ba902b2',
        '00f067aa0ba902b1',
        '1790000000123000000',
      ],
    ],
  );
  await sink.close();
  const counters = collector.counters();
  assert.deepEqual(counters.get('terrain.exports.rows'), [{ labels: { export: 'welcome_call' }, value: 42 }]);
  assert.deepEqual(counters.get('terrain.work.count'), [
    { labels: { function: 'collect-photos', outcome: 'done' }, value: 1 },
    { labels: { function: 'collect-photos', outcome: 'retried' }, value: 1 },
  ]);
  assert.match(JSON.stringify(collector.received), /terrain\.work\.duration/);
});

test('a flush sends the counts too where an instance sleeps between messages, but not at every message', async () => {
  const logger = createLogger({ function: 'telemetry', write: () => undefined });
  const sink = createOtlpSink({ endpoint: collector.endpoint, resource: {}, logger });
  collector.received.length = 0;
  for (let messages = 1; messages <= 3; messages += 1) {
    sink.count('terrain.interventions.delivered', 1, {});
    await sink.flush();
  }
  assert.deepEqual(
    collector.received.map(({ path }) => path),
    ['/v1/metrics'],
  );
  await sink.close();
  assert.equal(collector.counters().get('terrain.interventions.delivered')?.[0]?.value, 3);
});

test('a collector that is away costs the work nothing but a warning', async () => {
  const lines: string[] = [];
  const sink = createOtlpSink({
    endpoint: 'http://127.0.0.1:9',
    resource: {},
    logger: createLogger({ function: 'telemetry', write: (line) => lines.push(line) }),
  });
  sink.add(span('00f067aa0ba902b3'));
  await sink.flush();
  assert.match(lines.join(), /traces could not be sent/);
  assert.doesNotMatch(lines.join(), /00f067aa0ba902b3/);
});
