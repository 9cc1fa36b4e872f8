import type { Count } from './counts.ts';

/** One piece of work that has ended: a message delivered, a request answered. Ids are those of W3C Trace Context. */
export interface EndedSpan {
  readonly name: string;
  readonly kind: 'consumer' | 'server';
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** `done` · `refused` for good · `retried` later: the platform brings it again · `failed`. */
  readonly outcome: 'done' | 'refused' | 'retried' | 'failed';
  /** Facts about it, never personal data. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

/** Where ended work is told: traces and counts. */
export interface SpanSink {
  /** Takes note of it, at once; it is sent later. */
  add(span: EndedSpan): void;
  /** Adds to a counter of the business. */
  readonly count: Count;
  /** Sends what was noted. Never throws: what cannot be sent is said in the log, and the work goes on. */
  flush(): Promise<void>;
}
