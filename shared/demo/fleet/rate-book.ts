/** What the fleet API counted of its callers. */
export interface RateCount {
  readonly calls: number;
  /** Calls that came when the limit of some second was already reached. */
  readonly above: number;
  /** The most calls in any second. */
  readonly busiest: number;
}

interface Bucket {
  /** When the calls of the last window came, oldest first. */
  readonly times: number[];
  calls: number;
  above: number;
  busiest: number;
}

/** Counts every call as it comes; a limit holds in each sliding second (below one a second: in the time that gives one). */
export interface RateBook {
  /** Counts a call. Returns the seconds to wait when it is above a limit. */
  arrive(endpoint: string, requestsPerSecond: number): number | undefined;
  /** By endpoint, and `global`. */
  counts(): Readonly<Record<string, RateCount>>;
}

/** A book for these limits. */
export function createRateBook(globalRequestsPerSecond: number, now: () => number = () => performance.now()): RateBook {
  const buckets = new Map<string, Bucket>();
  const count = (name: string, requestsPerSecond: number, at: number): number | undefined => {
    const bucket = buckets.get(name) ?? { times: [], calls: 0, above: 0, busiest: 0 };
    buckets.set(name, bucket);
    const most = Math.max(1, Math.floor(requestsPerSecond));
    const window = (most / requestsPerSecond) * 1000;
    while (bucket.times[0] !== undefined && bucket.times[0] <= at - window) bucket.times.shift();
    bucket.calls += 1;
    bucket.times.push(at);
    bucket.busiest = Math.max(bucket.busiest, bucket.times.length);
    const reached = bucket.times[bucket.times.length - most - 1];
    if (reached === undefined) return undefined;
    bucket.above += 1;
    return (reached + window - at) / 1000;
  };
  return {
    arrive(endpoint, requestsPerSecond) {
      const at = now();
      const waits = [count(endpoint, requestsPerSecond, at), count('global', globalRequestsPerSecond, at)];
      const longest = Math.max(...waits.map((wait) => wait ?? -1));
      return longest < 0 ? undefined : Math.max(longest, 0.001);
    },
    counts: () =>
      Object.fromEntries([...buckets].map(([name, { calls, above, busiest }]) => [name, { calls, above, busiest }])),
  };
}
