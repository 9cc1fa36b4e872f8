import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import * as z from 'zod';
import { createOtlpSink } from '../../../shared/adapters/opentelemetry/otlp-sink.ts';
import type { EndedSpan } from '../../../shared/ports/spans.ts';
import { createLogger } from '../../../shared/runtime/log.ts';

interface Received {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

const received: Received[] = [];
let status = 200;
const server = createServer(async (request: IncomingMessage, response) => {
  const body: unknown = JSON.parse((await buffer(request)).toString());
  if (status === 200) received.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
  response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
});
let endpoint = '';
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  endpoint = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
});
after(() => {
  server.close();
  server.closeAllConnections();
});

const attribute = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const tracesSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(z.looseObject({ name: z.string(), traceId: z.string(), attributes: z.array(attribute) })),
        }),
      ),
    }),
  ),
});

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
    endpoint,
    headers: async () => ({ authorization: 'Bearer fresh' }),
    resource: { 'service.name': 'terrain', 'gcp.project_id': 'p' },
    logger: createLogger({ function: 'telemetry', write: (line) => lines.push(line) }),
  });
  status = 400;
  sink.add(span('00f067aa0ba902b1'));
  await sink.flush();
  assert.equal(received.length, 0);
  assert.match(lines.join(), /traces could not be sent/);
  status = 200;
  sink.add(span('00f067aa0ba902b2', { parentSpanId: '00f067aa0ba902b1', outcome: 'retried' }));
  await sink.flush();
  const [sent] = received;
  assert.equal(sent?.path, '/v1/traces');
  assert.equal(sent?.authorization, 'Bearer fresh');
  const { resourceSpans } = tracesSchema.parse(sent?.body);
  assert.deepEqual(resourceSpans[0]?.resource.attributes.map(({ key }) => key).sort(), [
    'gcp.project_id',
    'service.name',
  ]);
  const spans = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  assert.deepEqual(
    spans.map((one) => [one.name, one.traceId, one.spanId, one.parentSpanId, one.startTimeUnixNano]),
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
  const metrics = received.find(({ path }) => path === '/v1/metrics');
  const text = JSON.stringify(metrics?.body);
  assert.match(text, /terrain\.work\.duration/);
  assert.match(text, /terrain\.work\.count/);
  assert.match(text, /retried/);
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
