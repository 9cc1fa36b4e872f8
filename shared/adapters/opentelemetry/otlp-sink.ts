import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { type Count, counters } from '../../ports/counts.ts';
import type { Logger } from '../../ports/logger.ts';
import type { EndedSpan, SpanSink } from '../../ports/spans.ts';

type ReadableSpan = Parameters<OTLPTraceExporter['export']>[0][number];

export interface OtlpOptions {
  /** The collector's base address: `/v1/traces` and `/v1/metrics` are added. */
  readonly endpoint: string;
  /** Headers of each request, asked for each time: tokens end. */
  readonly headers?: () => Promise<Record<string, string>>;
  /** What tells these spans from others': `service.name` and more. */
  readonly resource: Readonly<Record<string, string>>;
  readonly logger: Logger;
}

const timeoutMillis = 5_000;
const sendAfterMs = 2_000;
const sendAbove = 200;
/** While the collector is away; older spans are dropped, and said to be. */
const mostKept = 2_000;
const scope = { name: 'terrain' };
const countsEveryMs = 60_000;
/** Cloud Monitoring takes no point of a series sooner than five seconds after the last. */
const countsAtMostEveryMs = 15_000;

/** Sends spans and counts to an OpenTelemetry collector over HTTP: soon, in batches, and at the latest when it is flushed. */
export function createOtlpSink({
  endpoint,
  headers,
  resource,
  logger,
}: OtlpOptions): SpanSink & { close(): Promise<void> } {
  const address = (signal: string) => `${endpoint.replace(/\/$/, '')}/v1/${signal}`;
  const common = { timeoutMillis, ...(headers === undefined ? {} : { headers }) };
  const attributes = resourceFromAttributes({ ...resource });
  const traces = new OTLPTraceExporter({ url: address('traces'), ...common });
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({ url: address('metrics'), ...common }),
    exportIntervalMillis: countsEveryMs,
    exportTimeoutMillis: timeoutMillis,
  });
  const meters = new MeterProvider({ resource: attributes, readers: [reader] });
  const meter = meters.getMeter(scope.name);
  const durations = meter.createHistogram('terrain.work.duration', {
    unit: 's',
    description: 'How long a message or a request took, by function and outcome.',
    advice: { explicitBucketBoundaries: [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 540] },
  });
  const works = meter.createCounter('terrain.work.count', {
    description: 'Messages delivered and requests answered, by function and outcome.',
  });
  const business = new Map(
    Object.entries(counters).map(([name, { unit, description }]) => [
      name,
      meter.createCounter(name, { unit, description }),
    ]),
  );
  const count: Count = (name, amount, labels) => business.get(name)?.add(amount, labels);

  let countsSentAtMs = 0;
  let waiting: EndedSpan[] = [];
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();

  return {
    add(span) {
      const labels = { function: span.name, outcome: span.outcome };
      durations.record((span.endedAtMs - span.startedAtMs) / 1000, labels);
      works.add(1, labels);
      waiting.push(span);
      if (waiting.length > mostKept) waiting = waiting.slice(-mostKept);
      if (waiting.length >= sendAbove) void send();
      else timer ??= setTimeout(() => void send(), sendAfterMs).unref();
    },
    count,
    async flush() {
      await send();
      // Where an instance sleeps between two messages, no timer sends them.
      if (Date.now() - countsSentAtMs < countsAtMostEveryMs) return;
      countsSentAtMs = Date.now();
      await tell('metrics', () => meters.forceFlush());
    },
    async close() {
      await send();
      await tell('metrics', () => meters.shutdown());
      await traces.shutdown();
    },
  };

  /** One after the other: what could not be sent goes first the next time. */
  function send(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    sending = sending.then(async () => {
      const batch = waiting;
      waiting = [];
      if (batch.length === 0) return;
      const sent = await tell('traces', () => exportAll(batch.map((span) => toReadable(span))));
      if (!sent) waiting = [...batch, ...waiting].slice(-mostKept);
    });
    return sending;
  }

  function exportAll(spans: ReadableSpan[]): Promise<void> {
    return new Promise((resolve, reject) => {
      traces.export(spans, ({ code, error }) => (code === 0 ? resolve() : reject(error ?? new Error('not exported'))));
    });
  }

  async function tell(what: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      logger.warn(`${what} could not be sent to the collector`, { endpoint }, error);
      return false;
    }
  }

  function toReadable(span: EndedSpan): ReadableSpan {
    const { traceId, spanId, parentSpanId, outcome, startedAtMs, endedAtMs } = span;
    const flags = { traceFlags: 1 };
    return {
      name: span.name,
      kind: span.kind === 'server' ? SpanKind.SERVER : SpanKind.CONSUMER,
      spanContext: () => ({ traceId, spanId, ...flags }),
      ...(parentSpanId === undefined ? {} : { parentSpanContext: { traceId, spanId: parentSpanId, ...flags } }),
      startTime: hrTime(startedAtMs),
      endTime: hrTime(endedAtMs),
      duration: hrTime(endedAtMs - startedAtMs),
      status: { code: outcome === 'done' ? SpanStatusCode.OK : SpanStatusCode.ERROR },
      attributes: { ...span.attributes, 'terrain.outcome': outcome },
      links: [],
      events: [],
      ended: true,
      resource: attributes,
      instrumentationScope: scope,
      droppedAttributesCount: 0,
      droppedEventsCount: 0,
      droppedLinksCount: 0,
    };
  }
}

function hrTime(milliseconds: number): [number, number] {
  const seconds = Math.floor(milliseconds / 1000);
  return [seconds, Math.round((milliseconds - seconds * 1000) * 1e6)];
}
