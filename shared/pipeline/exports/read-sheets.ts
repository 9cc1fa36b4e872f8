import type { Day } from '../../domain/day.ts';
import type { ExportDefinition, ExportRunFacts } from '../../domain/exports/export-definition.ts';
import { fichesSet } from '../../domain/fiches/fiches-tables.ts';
import { dayBounds } from '../../domain/zone.ts';
import type { DocumentStore } from '../../ports/documents.ts';
import type { TableColumn, TableSheet } from '../../ports/table-writer.ts';
import type { QueryParameters, Warehouse } from '../../ports/warehouse.ts';
import { currentTables } from '../delivery/delivered-tables.ts';
import { pickColumns } from './pick-columns.ts';
import { splitByValue } from './split-by-value.ts';

export interface ReadPorts {
  readonly documents: DocumentStore;
  readonly warehouse: Pick<Warehouse, 'stream'>;
  readonly zone: string;
}

/**
 * The sheets of an export, as its queries answer: all of them in one version of the delivered data. Rows are added to the
 * tally as they pass.
 * @throws PermanentError when a query gives other columns than the export has, and names them.
 */
export async function* readSheets(
  definition: ExportDefinition,
  run: Omit<ExportRunFacts, 'dayBounds'>,
  { documents, warehouse, zone }: ReadPorts,
  tally: { rows: number },
): AsyncGenerator<TableSheet> {
  const facts: ExportRunFacts = { date: run.date, settings: run.settings, dayBounds: (day) => isoBounds(day, zone) };
  const parameters: QueryParameters = definition.parameters(facts);
  const named = await currentTables(fichesSet, documents);
  for (const sheet of definition.sheets) {
    const columns = sheet.columns.map(({ from: _, ...column }): TableColumn => ({ kind: 'text', ...column }));
    const used = Object.entries(parameters).filter(([name]) => new RegExp(`@${name}\\b`).test(sheet.query));
    const batches = warehouse.stream(named(sheet.query), Object.fromEntries(used));
    for await (const part of splitByValue(batches, sheet.splitBy)) {
      const picked = pickColumns(part.batches, definition.name, sheet, tally);
      yield { name: part.name ?? sheet.name, columns, batches: picked };
    }
  }
}

function isoBounds(day: Day, zone: string) {
  const { from, to } = dayBounds(day, zone);
  return { from: from.toISOString(), to: to.toISOString() };
}
