import type { Count } from '../../ports/counts.ts';
import type { EndedSpan, SpanSink } from '../../ports/spans.ts';

let sink: SpanSink | undefined;
let flushesAtOnce = false;

/**
 * Tells ended work and counts from now on; nobody is told unless this was called.
 * @param atOnce after each piece of work, for machines that sleep between two; else whenever the sink likes.
 */
export function tellSpansTo(told: SpanSink | undefined, { atOnce = false } = {}): void {
  sink = told;
  flushesAtOnce = atOnce;
}

/** Tells that a piece of work has ended. */
export async function tellSpan(span: EndedSpan): Promise<void> {
  sink?.add(span);
  if (flushesAtOnce) await sink?.flush();
}

/** Adds to a counter of the business, where somebody is told. */
export const count: Count = (name, amount, labels) => sink?.count(name, amount, labels);
