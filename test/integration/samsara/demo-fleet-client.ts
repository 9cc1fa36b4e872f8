import type { TestContext } from 'node:test';
import { createSamsaraApi, type SamsaraOptions } from '../../../shared/adapters/samsara/samsara-api.ts';
import {
  type FleetServerOptions,
  type RunningFleet,
  startDemoFleet,
} from '../../../shared/demo/fleet/start-demo-fleet.ts';
import type { FleetApi, FleetPage, FleetRequest } from '../../../shared/ports/fleet-api.ts';
import { createLogger } from '../../../shared/runtime/log.ts';

/** A fleet server for one test and a client of it; the lines the client logged are kept. */
export async function startFleet(
  context: TestContext,
  options: FleetServerOptions = {},
  client: Partial<SamsaraOptions> = {},
): Promise<{ fleet: RunningFleet; api: FleetApi; lines: string[] }> {
  const fleet = await startDemoFleet({ from: '2026-03-01', to: '2026-03-05', ...options });
  context.after(() => fleet.close());
  const lines: string[] = [];
  const logger = createLogger({ function: 'test', write: (line) => void lines.push(line) });
  const api = createSamsaraApi({
    baseUrl: fleet.url,
    token: fleet.token,
    logger,
    backOffMilliseconds: 2,
    ...client,
  });
  return { fleet, api, lines };
}

/** A request that lists all vehicles, unless said otherwise. */
export function requestOf(request: Partial<FleetRequest> = {}): FleetRequest {
  const endpoint = request.endpoint ?? '/fleet/vehicles';
  return { endpoint, path: endpoint, parameters: {}, paging: 'after', requestsPerSecond: 25, ...request };
}

/** All pages of a request. */
export async function readPages(api: FleetApi, request: FleetRequest, signal?: AbortSignal): Promise<FleetPage[]> {
  const pages: FleetPage[] = [];
  for await (const page of api.pages(request, signal && { signal })) pages.push(page);
  return pages;
}

/** A page's rows under `data`. */
export function rowsOf(pages: readonly FleetPage[]): { id: string }[] {
  return pages.flatMap(({ bytes }) => JSON.parse(Buffer.from(bytes).toString('utf8')).data);
}
