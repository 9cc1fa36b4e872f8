import type { PublishOptions } from '@google-cloud/pubsub';

/** gRPC's ABORTED, CANCELLED, DEADLINE_EXCEEDED, INTERNAL, RESOURCE_EXHAUSTED, UNAVAILABLE, UNKNOWN: worth another try. */
const passing = [10, 1, 4, 13, 8, 14, 2];

/** One call a few milliseconds' messages; a call that fails in passing is repeated until the limit. */
export function publishOptions(limitMs: number): PublishOptions {
  const callMs = Math.min(10_000, limitMs);
  return {
    batching: { maxMilliseconds: 5, maxMessages: 100 },
    gaxOpts: {
      timeout: limitMs,
      retry: {
        retryCodes: passing,
        backoffSettings: {
          initialRetryDelayMillis: 50,
          retryDelayMultiplier: 1.6,
          maxRetryDelayMillis: 2_000,
          initialRpcTimeoutMillis: callMs,
          rpcTimeoutMultiplier: 1,
          maxRpcTimeoutMillis: callMs,
          totalTimeoutMillis: limitMs,
        },
      },
    },
  };
}
