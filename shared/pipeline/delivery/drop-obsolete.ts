import { forgetVersions } from '../../domain/delivery/data-versions.ts';
import { type DeliverySet, warehouseTable } from '../../domain/delivery/delivery-table.ts';
import type { Warehouse } from '../../ports/warehouse.ts';
import type { DeliveryMemory } from './delivery-memory.ts';

/** Drops the tables of versions that nobody reads any more; what is killed in between is dropped by the next import. */
export async function dropObsolete(
  set: DeliverySet,
  memory: DeliveryMemory,
  ports: { readonly warehouse: Warehouse; readonly dropVersion?: (version: string) => Promise<void> },
): Promise<void> {
  const { obsolete } = await memory.versionsOf(set.name);
  if (obsolete.length === 0) return;
  for (const version of obsolete) {
    for (const table of set.tables) await ports.warehouse.dropTable(warehouseTable(set, table, version));
    await ports.dropVersion?.(version);
  }
  await memory.decide(set.name, (versions) => ({ next: forgetVersions(versions, obsolete), result: undefined }));
}
