import { interventionsTable, toInterventionRow } from '../../shared/domain/interventions/warehouse-row.ts';
import { interventionsWhere } from '../../shared/pipeline/interventions-where.ts';
import type { Memory } from '../../shared/pipeline/memory.ts';
import type { Row, Warehouse } from '../../shared/ports/warehouse.ts';

/**
 * Loads each day's interventions into the warehouse in place of what was there of that day, so that doing it again, or
 * after a replay, gives one row per intervention.
 */
export async function loadDays(
  days: Iterable<string>,
  { memory, warehouse }: { readonly memory: Memory; readonly warehouse: Warehouse },
): Promise<void> {
  await warehouse.ensureTable(interventionsTable);
  for (const day of days) await warehouse.load(interventionsTable, { rows: rowsOf(day) }, { replacePartition: day });

  async function* rowsOf(day: string): AsyncGenerator<Row> {
    for await (const intervention of interventionsWhere(memory, 'date', day)) yield toInterventionRow(intervention);
  }
}
