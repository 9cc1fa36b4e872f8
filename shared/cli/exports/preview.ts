import type { ExportDefinition } from '../../domain/exports/export-definition.ts';
import { readSheets } from '../../pipeline/exports/read-sheets.ts';
import { openDocuments, openWarehouse } from '../../wiring/cloud.ts';
import type { HostEnvironment } from '../embedded-host.ts';
import { fit } from '../terminal/fit.ts';
import type { Output } from '../terminal/live-lines.ts';
import { formatTable } from '../terminal/table.ts';

const shownRows = 20;
const widestCell = 24;

/** The first rows of each sheet as a table; nothing is written. */
export async function previewExport(
  definition: ExportDefinition,
  run: { readonly date: string; readonly settings: Readonly<Record<string, string>> },
  environment: HostEnvironment,
  output: Output,
): Promise<void> {
  const documents = openDocuments(environment);
  const warehouse = openWarehouse(environment);
  const defaults = Object.entries(definition.settings).map(([name, make]) => [name, make(run.date)]);
  const facts = { date: run.date, settings: { ...Object.fromEntries(defaults), ...run.settings } };
  const ports = { documents, warehouse, zone: environment.TZ_BUSINESS };
  for await (const { name, columns, batches } of readSheets(definition, facts, ports, { rows: 0 })) {
    const rows: string[][] = [];
    let count = 0;
    for await (const batch of batches) {
      count += batch.rows;
      for (let row = 0; row < batch.rows && rows.length < shownRows; row++)
        rows.push(columns.map((_, index) => fit(String(batch.columns[index]?.at(row) ?? ''), widestCell)));
      // One table is shown: its other rows are not needed. Sheets after it need them read.
      if (rows.length >= shownRows && definition.sheets.length === 1) break;
    }
    output.write(
      `${name}\n${formatTable(
        columns.map(({ header }) => fit(header, widestCell)),
        rows,
      )}\n`,
    );
    output.write(count > rows.length ? `… et d’autres lignes\n\n` : `${count} lignes\n\n`);
  }
}
