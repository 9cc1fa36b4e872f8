import { AsyncLocalStorage } from 'node:async_hooks';
import type { EndedSpan } from '../../ports/spans.ts';
import { tellSpan } from './telling.ts';
import { formatTraceparent, newSpan, parseTraceparent, type TraceContext } from './traceparent.ts';

const current = new AsyncLocalStorage<TraceContext>();
/** The span under way here; undefined outside of any. */
export function currentSpan(): TraceContext | undefined {
  return current.getStore();
}

/** What a message or request that goes out now must carry to stay in this trace. */
export function currentTraceparent(): string | undefined {
  const span = current.getStore();
  return span === undefined ? undefined : formatTraceparent(span);
}

export interface SpanStart {
  readonly name: string;
  readonly kind: EndedSpan['kind'];
  /** As it came. */
  readonly traceparent: string | null | undefined;
  /** See `newSpan`. */
  readonly seed?: string;
  readonly attributes: EndedSpan['attributes'];
  /** What an error means; `failed` unless said. */
  readonly outcomeOf?: (error: unknown) => EndedSpan['outcome'];
}

/** Does the work as one span: what it logs and publishes belongs to the trace, and its end is told. */
export async function inSpan<T>(
  start: SpanStart,
  work: (end: (outcome: EndedSpan['outcome']) => void) => Promise<T>,
): Promise<T> {
  const parent = parseTraceparent(start.traceparent);
  const span = newSpan(parent, start.seed);
  const startedAtMs = Date.now();
  let outcome: EndedSpan['outcome'] = 'done';
  try {
    return await current.run(span, () =>
      work((ended) => {
        outcome = ended;
      }),
    );
  } catch (error) {
    outcome = start.outcomeOf?.(error) ?? 'failed';
    throw error;
  } finally {
    if (span.sampled) {
      const { name, kind, attributes } = start;
      const { traceId, spanId } = span;
      await tellSpan({
        name,
        kind,
        traceId,
        spanId,
        parentSpanId: parent?.spanId,
        startedAtMs,
        endedAtMs: Date.now(),
        outcome,
        attributes,
      });
    }
  }
}
