import { recordLoaded } from '../../shared/domain/fleet/ledger.ts';
import type { WindowFetched } from '../../shared/messages/fleet.ts';
import { closeFleetRun } from '../../shared/pipeline/fleet/close-fleet-run.ts';
import { openFleetRuns } from '../../shared/pipeline/fleet/fleet-runs.ts';
import { openLedger } from '../../shared/pipeline/fleet/ledger.ts';
import { releaseDependents } from '../../shared/pipeline/fleet/release-dependents.ts';
import { sourcesOf } from '../../shared/pipeline/fleet/sources-of.ts';
import { PermanentError } from '../../shared/ports/failures.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import { createLoader } from './load-manifest.ts';
import type { LoadPorts } from './load-ports.ts';
import { newestWindows } from './newest-windows.ts';
import { createTurns } from './turns.ts';

/**
 * Flattens the newest complete answers of a window and puts them in the place of the window's rows. Done again it gives the
 * same bytes, so it is done whenever the message comes: who loaded an older generation meanwhile looks again afterwards.
 */
export function createLoadFleet(ports: LoadPorts) {
  const ledger = openLedger(ports.documents);
  const runs = openFleetRuns(ports.documents);
  const inTurn = createTurns();
  const load = createLoader(ports);

  return async ({ runId, day, tables }: WindowFetched, { logger }: { readonly logger: Logger }): Promise<void> => {
    const keys = sourcesOf(tables).map(({ table, window }) => (window === 'snapshot' ? table : `${table} ${day}`));
    await inTurn(keys, async () => {
      let left = tables;
      while (left.length > 0) left = await loadNewest(left, day, logger);
    });
    for (const table of tables) await releaseDependents(table, { ledger, publisher: ports.publisher });
    await closeFleetRun(runId, { ...ports, ledger, runs });
  };

  /** @returns the tables of which something newer came meanwhile. */
  async function loadNewest(tables: readonly string[], day: string, logger: Logger): Promise<string[]> {
    const windows = await newestWindows(tables, day, ledger);
    const manifests = Map.groupBy(windows, ({ fetched }) => fetched.manifest);
    const outdated: string[] = [];
    for (const [name, group] of manifests) {
      const rows = await load(
        name,
        group.map(({ table }) => table),
      );
      for (const { table, record, fetched } of group) {
        const count = rows.get(table) ?? 0;
        const at = ports.clock.now().toISOString();
        const [saved] = await ledger.update(
          [table],
          record.day,
          (current) => current && recordLoaded(current, fetched.generation, count, at),
        );
        if (saved === undefined) throw new PermanentError(`the ledger has no window ${table} of ${record.day}`);
        ports.observe?.(count);
        ports.count('terrain.fleet.windows', 1, { table });
        ports.count('terrain.fleet.rows', count, { table });
        logger.info('fleet window loaded', { runId: record.runId, table, day: record.day, rows: count });
        if (saved.loaded?.generation !== saved.fetched?.generation) outdated.push(table);
      }
    }
    return outdated;
  }
}
