import type { FleetRun } from './fleet-run.ts';
import type { WindowRecord, WindowStatus } from './ledger.ts';

export interface TableReport {
  readonly windows: number;
  readonly rows: number;
  readonly pages: number;
  readonly bytes: number;
  readonly states: Partial<Record<WindowStatus, number>>;
}

/** What a run came to: the object `logs/{runId}.json` of the raw bucket. */
export interface FleetReport extends FleetRun {
  readonly runId: string;
  readonly endedAt: string;
  readonly windows: number;
  readonly rows: number;
  readonly pages: number;
  readonly bytes: number;
  readonly tables: string[];
  readonly byTable: Readonly<Record<string, TableReport>>;
  /** What is not in the warehouse, and why. */
  readonly missing: readonly {
    readonly table: string;
    readonly day: string;
    readonly status: WindowStatus;
    readonly why: string;
  }[];
}

/** Sums up the windows of a run. */
export function reportFleetRun(
  runId: string,
  run: FleetRun,
  records: readonly WindowRecord[],
  endedAt: string,
): FleetReport {
  const byTable = Object.fromEntries(
    [...Map.groupBy(records, ({ table }) => table)].map(([table, windows]) => [table, sumUp(windows)]),
  );
  return {
    runId,
    ...run,
    endedAt,
    ...totals(records),
    windows: records.length,
    byTable,
    missing: records
      .filter(isMissing)
      .map(({ table, day, status, failure }) => ({ table, day, status, why: failure?.reason ?? '' })),
  };
}

/** True for a window that the warehouse lacks and that is not skipped. */
export function isMissing({ status }: WindowRecord): boolean {
  return status === 'prevu' || status === 'collecte' || status === 'en_erreur';
}

function sumUp(records: readonly WindowRecord[]): TableReport {
  const states: Partial<Record<WindowStatus, number>> = {};
  for (const { status } of records) states[status] = (states[status] ?? 0) + 1;
  return { windows: records.length, ...totals(records), states };
}

function totals(records: readonly WindowRecord[]) {
  const sum = (of: (record: WindowRecord) => number | undefined) =>
    records.reduce((total, record) => total + (of(record) ?? 0), 0);
  return {
    rows: sum(({ loaded }) => loaded?.rows),
    pages: sum(({ fetched }) => fetched?.pages),
    bytes: sum(({ fetched }) => fetched?.bytes),
  };
}
