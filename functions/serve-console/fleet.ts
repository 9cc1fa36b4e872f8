import { addDays } from '../../shared/domain/day.ts';
import { findSource } from '../../shared/domain/fleet/catalogue.ts';
import { windowOfDay } from '../../shared/domain/fleet/fleet-window.ts';
import { windowLabels } from '../../shared/domain/fleet/labels.ts';
import type { MissingWindows } from '../../shared/messages/console.ts';
import { fleetTopics } from '../../shared/messages/fleet.ts';
import { findRecentMissingWindows } from '../../shared/pipeline/operations/missing-windows.ts';
import type { ConsolePorts } from './console-ports.ts';
import { remember } from './remember.ts';

/** Gaps are looked for in the last days; a window that failed is found however old it is. */
const daysOfGaps = 31;
const secondsKept = 10;
const mostListed = 500;

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

  return {
    async missing(): Promise<MissingWindows> {
      const found = await missing();
      const windows = found
        .slice(0, mostListed)
        .map(({ table, day, status, reason }) => ({ table, day, status, label: windowLabels[status], reason }));
      return { windows, total: found.length };
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
