import { warehouseTable } from '../../domain/delivery/delivery-table.ts';
import { fichesSet } from '../../domain/fiches/fiches-tables.ts';
import { fleetTables } from '../../domain/fleet/warehouse-tables.ts';
import { interventionsTable } from '../../domain/interventions/warehouse-row.ts';
import { visitesSet } from '../../domain/visites/visites-tables.ts';
import { openDeliveryMemory } from '../../pipeline/delivery/delivery-memory.ts';
import { importsBucket } from '../../pipeline/delivery/find-delivery.ts';
import { exportsBucket } from '../../pipeline/exports/export-runs.ts';
import type { DocumentStore } from '../../ports/documents.ts';
import type { TableDefinition } from '../../ports/warehouse.ts';
import { buckets } from '../../wiring/buckets.ts';

/** Collections whose documents may name somebody; docs/privacy.md says what each holds, and a test that it does. */
export const collectionsWithPeople = [
  'runs',
  'rejected',
  'fleet-windows',
  'export-runs',
  'deliveries',
  'reservations',
  'reservation-history',
  'reservation-events',
  'reservation-operations',
  // Last: they tell the name by which the others are found.
  'interventions',
] as const;

/** Buckets whose objects may; `fleet-raw` and `fleet-flattened` are named by the environment. */
export const bucketsWithPeople = [buckets.tables, importsBucket, exportsBucket];

/** The warehouse's tables that may, as they are called now: deliveries have a version in their tables' names. */
export async function tablesWithPeople(
  documents: DocumentStore,
  fleetDataset: string,
): Promise<readonly TableDefinition[]> {
  const memory = openDeliveryMemory(documents);
  const delivered = await Promise.all(
    [visitesSet, fichesSet].map(async (set) => {
      const { current, previous } = await memory.versionsOf(set.name);
      const versions = [current, previous].flatMap((one) => one?.version ?? []);
      return versions.flatMap((version) => set.tables.map((table) => warehouseTable(set, table, version)));
    }),
  );
  return [
    interventionsTable,
    ...fleetTables.map((table) => ({ ...table, dataset: fleetDataset })),
    ...delivered.flat(),
  ];
}
