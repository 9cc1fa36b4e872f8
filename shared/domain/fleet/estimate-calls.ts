import type { FleetSource } from './catalogue-schema.ts';

/** Of one token, all endpoints together. */
export const globalRequestsPerSecond = 150;

/** Calls to make at one endpoint. */
export interface CallLoad {
  readonly source: FleetSource;
  readonly calls: number;
}

/** How many calls, and the seconds they take at the documented limits at least: the slowest endpoint decides, or the whole. */
export function estimateCalls(loads: readonly CallLoad[]): { readonly calls: number; readonly seconds: number } {
  const byEndpoint = new Map<string, number>();
  let calls = 0;
  let slowest = 0;
  for (const load of loads) {
    const { endpoint, requestsPerSecond } = load.source;
    const ofEndpoint = (byEndpoint.get(endpoint) ?? 0) + load.calls;
    byEndpoint.set(endpoint, ofEndpoint);
    calls += load.calls;
    slowest = Math.max(slowest, ofEndpoint / requestsPerSecond);
  }
  return { calls, seconds: Math.max(slowest, calls / globalRequestsPerSecond) };
}
