import { formatDay } from '../../domain/day.ts';
import { fleetSources } from '../../domain/fleet/catalogue.ts';
import { windowLabels } from '../../domain/fleet/labels.ts';
import { findMissing, type MissingWindow } from '../../domain/fleet/missing-windows.ts';
import { openLedger } from '../../pipeline/fleet/ledger.ts';
import type { DocumentStore } from '../../ports/documents.ts';
import { formatTable } from '../terminal/table.ts';

/** The fleet's windows that the warehouse lacks since each table's first one, with why. */
export async function findMissingWindows(documents: DocumentStore): Promise<readonly MissingWindow[]> {
  const records = (await openLedger(documents).query()).map(({ value }) => value);
  const byTable = Map.groupBy(records, ({ table }) => table);
  const now = new Date();
  return fleetSources.flatMap((source) => findMissing(source, byTable.get(source.table) ?? [], now));
}

/** The same for people: nothing when the fleet was never asked for anything that is missing. */
export function describeMissingWindows(missing: readonly MissingWindow[], mostListed: number): string[] {
  if (missing.length === 0) return [];
  const rows = missing
    .slice(0, mostListed)
    .map(({ table, day, status, reason }) => [table, formatDay(day), reason ?? windowLabels[status]]);
  const more =
    missing.length > mostListed ? `\n… et ${missing.length - mostListed} autres (--json les donne toutes)` : '';
  return [`${formatTable(['Fenêtre manquante', 'Jour', 'Cause'], rows)}${more}`];
}
