import type { FleetSource } from './catalogue-schema.ts';
import type { FleetWindow } from './fleet-window.ts';
import { isCovered, type WindowRecord } from './ledger.ts';

/** The most statistics that one call takes. */
const mostStats = 3;

/** What a run does about a window: collect it with the tables of its call, load what is collected already, or nothing. */
export type Decision =
  | { readonly kind: 'fetch'; readonly alone: boolean; readonly generation: number }
  | { readonly kind: 'refetch'; readonly tables: readonly string[]; readonly generation: number }
  | { readonly kind: 'load' }
  | { readonly kind: 'covered' };

/**
 * Decides by the ledger. `again`: collect it even when it is covered. A run decides once about a window: later looks of the
 * same run go on with what it decided. A window that failed is asked alone, so that what is wrong with it fails no other.
 */
export function decideWindow(
  record: WindowRecord | undefined,
  { source, window, runId, again }: { source: FleetSource; window: FleetWindow; runId: string; again: boolean },
): Decision {
  if (record === undefined) return { kind: 'fetch', alone: false, generation: 1 };
  const { status, plan, fetched } = record;
  const sameRun = record.runId === runId;
  if (status === 'prevu') return { kind: 'refetch', tables: plan.tables, generation: plan.generation };
  if (status === 'en_erreur' || status === 'ignore') {
    if (sameRun && status === 'ignore') return { kind: 'covered' };
    const generation = nextGeneration(record);
    return { kind: 'fetch', alone: true, generation };
  }
  if (status === 'collecte') return { kind: 'load' };
  if (sameRun || (!again && isCovered(record, source, window))) return { kind: 'covered' };
  return { kind: 'fetch', alone: false, generation: (fetched?.generation ?? 0) + 1 };
}

/** A generation that was never completed goes on under its number. */
function nextGeneration({ plan, fetched }: WindowRecord): number {
  return Math.max(plan.generation, (fetched?.generation ?? 0) + 1);
}

/** The sources that may share a call: up to three statistics, and no others. */
export function groupSources(sources: readonly FleetSource[]): FleetSource[][] {
  const stats = sources.filter(({ stat }) => stat !== undefined);
  const others = sources.filter(({ stat }) => stat === undefined);
  const groups = Array.from({ length: Math.ceil(stats.length / mostStats) }, (_, index) =>
    stats.slice(index * mostStats, (index + 1) * mostStats),
  );
  return [...others.map((source) => [source]), ...groups];
}
