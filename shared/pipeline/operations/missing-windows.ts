import { fleetSources } from '../../domain/fleet/catalogue.ts';
import type { WindowRecord } from '../../domain/fleet/ledger.ts';
import { findMissing, type MissingWindow } from '../../domain/fleet/missing-windows.ts';
import type { DocumentStore } from '../../ports/documents.ts';
import { openLedger } from '../fleet/ledger.ts';

/** The fleet's windows that the warehouse lacks since each table's first one, with why. */
export async function findMissingWindows(documents: DocumentStore, now: Date): Promise<readonly MissingWindow[]> {
  return missingOf(
    (await openLedger(documents).query()).map(({ value }) => value),
    now,
  );
}

/**
 * The same, without reading years of windows that are done with: gaps are looked for since that day; what is known to be
 * unfinished is found however old it is.
 */
export async function findRecentMissingWindows(
  documents: DocumentStore,
  since: string,
  now: Date,
): Promise<readonly MissingWindow[]> {
  const ledger = openLedger(documents);
  const [recent, unfinished] = await Promise.all([
    ledger.query({ where: [{ field: 'day', op: '>=', value: since }] }),
    ledger.query({ where: [{ field: 'status', op: 'in', value: ['prevu', 'collecte', 'en_erreur'] }] }),
  ]);
  const older = unfinished.filter(({ value }) => value.day < since);
  return [
    // Each by itself, so that the days between two of them count as no gap.
    ...older.flatMap(({ value }) => missingOf([value], now)),
    ...missingOf(
      recent.map(({ value }) => value),
      now,
    ),
  ];
}

function missingOf(records: readonly WindowRecord[], now: Date): readonly MissingWindow[] {
  const byTable = Map.groupBy(records, ({ table }) => table);
  return fleetSources.flatMap((source) => findMissing(source, byTable.get(source.table) ?? [], now));
}
