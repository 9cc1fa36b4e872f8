import { addDays } from '../../shared/domain/day.ts';
import { findSource } from '../../shared/domain/fleet/catalogue.ts';
import { windowOfDay } from '../../shared/domain/fleet/fleet-window.ts';
import { windowLabels } from '../../shared/domain/fleet/labels.ts';
import type { MissingWindows } from '../../shared/messages/console.ts';
import { fleetTopics } from '../../shared/messages/fleet.ts';
import { openFleetRuns } from '../../shared/pipeline/fleet/fleet-runs.ts';
import { findRecentMissingWindows } from '../../shared/pipeline/operations/missing-windows.ts';
import type { ConsolePorts } from './console-ports.ts';
import { remember } from './remember.ts';

/** Gaps are looked for in the last days; a window that failed is found however old it is. */
const daysOfGaps = 31;
const secondsKept = 10;
const mostListed = 500;
const mostRuns = 10;

/** Looks at the fleet's missing windows, and asks for them again. */
export function createFleetDesk({
  documents,
  publisher,
  clock,
}: Pick<ConsolePorts, 'documents' | 'publisher' | 'clock'>) {
  const missing = remember(
    () =>
      findRecentMissingWindows(documents, addDays(clock.now().toISOString().slice(0, 10), -daysOfGaps), clock.now()),
    secondsKept,
    clock,
  );

  const newestRuns = remember(
    () => openFleetRuns(documents).query({ orderBy: { field: 'startedAt', direction: 'desc' }, limit: mostRuns }),
    secondsKept,
    clock,
  );

  return {
    async missing(): Promise<MissingWindows> {
      const [found, newest] = await Promise.all([missing(), newestRuns()]);
      const windows = found
        .slice(0, mostListed)
        .map(({ table, day, status, reason }) => ({ table, day, status, label: windowLabels[status], reason }));
      const runs = newest.map(({ id, value: { startedAt, from, to, tables, asked, covered } }) => ({
        id,
        startedAt,
        from,
        to,
        tables: tables.length,
        asked,
        covered,
      }));
      return { windows, total: found.length, runs };
    },
    /** Asks for one window now. @returns the run's id, or undefined when no table has that name. */
    async run(table: string, day: string): Promise<string | undefined> {
      const source = findSource(table);
      if (source === undefined) return undefined;
      const runId = `console-${table}-${day}-${clock.now().toISOString().replace(/\D/g, '')}`;
      const { end } = windowOfDay(source, day);
      await publisher.publish(fleetTopics.due, { runId, from: day, to: end, tables: [table] });
      return runId;
    },
  };
}
