import type { Day } from '../../shared/domain/day.ts';
import type { FleetSource } from '../../shared/domain/fleet/catalogue-schema.ts';
import { windowOfDay } from '../../shared/domain/fleet/fleet-window.ts';
import type { WindowRecord } from '../../shared/domain/fleet/ledger.ts';
import { type Decision, decideWindow, groupSources } from '../../shared/domain/fleet/window-plan.ts';
import type { WindowFetched, WindowPlanned } from '../../shared/messages/fleet.ts';
import type { Ledger } from '../../shared/pipeline/fleet/ledger.ts';
import type { Clock } from '../../shared/ports/clock.ts';

export interface DayPlan {
  readonly toFetch: readonly WindowPlanned[];
  readonly toLoad: readonly WindowFetched[];
  /** How many windows the run is about, and how many need nothing. */
  readonly asked: number;
  readonly covered: number;
}

/** Decides about the windows of these sources that start on that day, and writes the decisions down. */
export async function planWindows(
  sources: readonly FleetSource[],
  day: Day,
  run: { readonly runId: string; readonly again: boolean },
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
): Promise<DayPlan> {
  const decided = await Promise.all(
    sources.map(async (source) => {
      const record = await ledger.get(source.table, day);
      return { source, decision: decideWindow(record, { source, window: windowOfDay(source, day), ...run }) };
    }),
  );
  const toFetch = [...fetches(decided)].map(({ tables, generation }) => ({
    runId: run.runId,
    day,
    tables,
    generation,
  }));
  const toLoad = decided.filter(({ decision }) => decision.kind === 'load').map(({ source }) => source.table);
  const at = clock.now().toISOString();
  for (const { tables, generation } of toFetch) {
    await ledger.update(tables, day, (record, table) =>
      planned(record, { table, day, tables, generation, at, ...run }),
    );
  }
  for (const table of toLoad) {
    await ledger.update([table], day, (record) => record && { ...record, runId: run.runId });
  }
  const covered = decided.filter(({ decision }) => decision.kind === 'covered').length;
  return {
    toFetch,
    toLoad: toLoad.map((table) => ({ runId: run.runId, day, tables: [table] })),
    asked: decided.length - covered,
    covered,
  };
}

interface Decided {
  readonly source: FleetSource;
  readonly decision: Decision;
}

/** The calls to make: those under way again as they were, failed windows alone, the others with what shares their call. */
function* fetches(decided: readonly Decided[]): Generator<{ tables: string[]; generation: number }> {
  const seen = new Set<string>();
  const fresh = new Map<number, FleetSource[]>();
  for (const { source, decision } of decided) {
    if (decision.kind === 'refetch') {
      const key = `${decision.generation} ${decision.tables.join(' ')}`;
      if (!seen.has(key)) yield { tables: [...decision.tables], generation: decision.generation };
      seen.add(key);
    } else if (decision.kind === 'fetch' && decision.alone) {
      yield { tables: [source.table], generation: decision.generation };
    } else if (decision.kind === 'fetch') {
      fresh.set(decision.generation, [...(fresh.get(decision.generation) ?? []), source]);
    }
  }
  for (const [generation, sources] of fresh) {
    for (const group of groupSources(sources)) yield { tables: group.map(({ table }) => table), generation };
  }
}

function planned(
  record: WindowRecord | undefined,
  plan: { table: string; day: Day; tables: string[]; generation: number; at: string; runId: string },
): WindowRecord {
  const { table, day, tables, generation, at, runId } = plan;
  return {
    table,
    day,
    status: 'prevu',
    runId,
    plan: { tables, generation, at },
    fetched: record?.fetched ?? null,
    loaded: record?.loaded ?? null,
    failure: null,
  };
}
