import { randomUUID } from 'node:crypto';
import type { SpanSink } from '../ports/spans.ts';
import { createLogger, logTracesOf } from '../runtime/log.ts';
import { onShutdown } from '../runtime/shutdown.ts';
import { tellSpansTo } from '../runtime/trace/telling.ts';
import type { CloudEnvironment } from './environment.ts';

let isOpen = false;

/**
 * Tells traces and counts to the collector that the environment names; to nobody when it names none. Its library is loaded
 * once the first work has ended, so that no start waits for it.
 */
export function openTelemetry(environment: CloudEnvironment): void {
  const { GOOGLE_CLOUD_PROJECT: project, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, TERRAIN_CLOUD } = environment;
  if (project !== undefined) logTracesOf(project);
  if (endpoint === undefined || isOpen) return;
  isOpen = true;
  const sink = lazySink(environment, endpoint);
  // In the cloud an instance may get no CPU between two messages.
  tellSpansTo(sink, { atOnce: TERRAIN_CLOUD === 'google' });
  onShutdown(async () => {
    isOpen = false;
    tellSpansTo(undefined);
    await sink.close();
  });
}

function lazySink(environment: CloudEnvironment, endpoint: string): SpanSink & { close(): Promise<void> } {
  let early: ((sink: SpanSink) => void)[] = [];
  let opened: ReturnType<typeof open> | undefined;
  const openOnce = () => {
    opened ??= open(environment, endpoint);
    return opened;
  };
  /** What is told while the library loads waits for it, in order. */
  const tell = (one: (sink: SpanSink) => void): void => {
    early.push(one);
    if (early.length > 1) return;
    void openOnce().then((sink) => {
      const waiting = early;
      early = [];
      for (const each of waiting) each(sink);
    });
  };
  return {
    add: (span) => tell((sink) => sink.add(span)),
    count: (...counted) => tell((sink) => sink.count(...counted)),
    flush: async () => (await openOnce()).flush(),
    close: async () => opened && (await opened).close(),
  };
}

async function open({ GOOGLE_CLOUD_PROJECT: project, LOG_LEVEL: level }: CloudEnvironment, endpoint: string) {
  const { createOtlpSink } = await import('../adapters/opentelemetry/otlp-sink.ts');
  const isGoogles = new URL(endpoint).hostname === 'telemetry.googleapis.com';
  return createOtlpSink({
    endpoint,
    resource: {
      'service.name': 'terrain',
      // Counts of two instances are two series.
      'service.instance.id': randomUUID(),
      ...(project === undefined ? {} : { 'gcp.project_id': project }),
    },
    ...(isGoogles ? { headers: await googleHeaders() } : {}),
    logger: createLogger({ function: 'telemetry', level }),
  });
}

async function googleHeaders(): Promise<() => Promise<Record<string, string>>> {
  const { createGoogleHeaders } = await import('../adapters/opentelemetry/google-headers.ts');
  return createGoogleHeaders();
}
