import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import * as z from 'zod';

const attributeSchema = z
  .object({ key: z.string(), value: z.record(z.string(), z.unknown()) })
  .transform(({ key, value }) => [key, Object.values(value)[0]] as const);
const attributesSchema = z.array(attributeSchema).transform((all) => Object.fromEntries(all));
const spanSchema = z.looseObject({
  name: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  attributes: attributesSchema,
});
const tracesSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: attributesSchema }),
      scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })),
    }),
  ),
});
const pointSchema = z
  .looseObject({ attributes: attributesSchema, asInt: z.coerce.number().optional(), asDouble: z.number().optional() })
  .transform(({ attributes, asInt, asDouble }) => ({ labels: attributes, value: asInt ?? asDouble ?? Number.NaN }));
const metricsSchema = z.object({
  resourceMetrics: z.array(
    z.object({
      scopeMetrics: z.array(
        z.object({
          metrics: z.array(
            z.looseObject({ name: z.string(), sum: z.object({ dataPoints: z.array(pointSchema) }).optional() }),
          ),
        }),
      ),
    }),
  ),
});

/** An OpenTelemetry collector that keeps what it is sent. `status` is what it answers; it keeps what it answers 200. */
export async function startCollector() {
  const received: { readonly path: string; readonly authorization: string | undefined; readonly body: unknown }[] = [];
  const state = { status: 200 };
  const server = createServer(async (request, response) => {
    const body: unknown = await json(request);
    const { url = '', headers } = request;
    if (state.status === 200) received.push({ path: url, authorization: headers.authorization, body });
    response.writeHead(state.status, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the collector has no port');
  const bodies = (path: string) => received.filter((one) => one.path === path).map(({ body }) => body);
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    state,
    received,
    traces: () => bodies('/v1/traces').flatMap((body) => tracesSchema.parse(body).resourceSpans),
    spans() {
      return this.traces().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
    },
    /** The counters as they stood when they were told last. */
    counters() {
      const last = metricsSchema.parse(bodies('/v1/metrics').at(-1));
      const metrics = last.resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((one) => one.metrics));
      return new Map(metrics.flatMap(({ name, sum }) => (sum === undefined ? [] : [[name, sum.dataPoints]])));
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
export type Collector = Awaited<ReturnType<typeof startCollector>>;
