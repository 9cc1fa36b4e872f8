import type { BigQuery } from '@google-cloud/bigquery';
import { InvalidRequestError, NotFoundError } from '../../ports/failures.ts';
import { checkObjectsToLoad } from '../../ports/load-objects.ts';
import { replacedDay } from '../../ports/row-check.ts';
import type { LoadMode, RowSource, TableDefinition } from '../../ports/warehouse.ts';
import { encodeRows } from './encode-rows.ts';
import { findTable } from './ensure-table.ts';
import { type LoadContext, loadObjects } from './load-objects.ts';
import { loadRows } from './load-rows.ts';
import { missingColumns, type PresentTable } from './table-schema.ts';

/** Loads all rows of the source by one job, or none. @returns how many. */
export async function loadTable(
  context: LoadContext,
  table: TableDefinition,
  source: RowSource,
  mode: LoadMode | undefined,
): Promise<number> {
  const { bigquery } = context;
  const day = replacedDay(table, mode);
  if ('objects' in source) checkObjectsToLoad(source.objects);
  const present = await findTable(bigquery, table);
  const what = `table ${table.dataset}.${table.name}`;
  if (present === undefined) throw new NotFoundError(`no ${what}`);
  const missing = missingColumns(table, present)[0];
  if (missing !== undefined)
    throw new InvalidRequestError(`${what} has no column ${missing.name} yet: ensure the table first`);
  const load = toLoad(bigquery, table, { present, mode, day });
  // A load that replaces is the same as another only while nothing else has changed the table.
  const state = mode === undefined ? [] : [load.writeDisposition, present.lastModifiedTime];
  const key = [bigquery.projectId, table.dataset, load.destinationTable.tableId, ...state];
  if (!('rows' in source) && source.objects.length > 0) return loadObjects(context, source, { load, key, what });
  const rows = encodeRows(table, 'rows' in source ? source.rows : [], day);
  return loadRows(bigquery, rows, { load, key, what, isAppend: mode === undefined });
}

function toLoad(
  bigquery: BigQuery,
  table: TableDefinition,
  { present, mode, day }: { present: PresentTable; mode: LoadMode | undefined; day: string | undefined },
) {
  const tableId = day === undefined ? table.name : `${table.name}$${day.replaceAll('-', '')}`;
  const isWhole = mode !== undefined && day === undefined;
  const { timePartitioning, clustering } = present;
  return {
    destinationTable: { projectId: bigquery.projectId, datasetId: table.dataset, tableId },
    sourceFormat: 'NEWLINE_DELIMITED_JSON',
    // The table's own columns, which may be more than this definition knows: replacing all would drop the others.
    schema: present.schema,
    autodetect: false,
    createDisposition: 'CREATE_NEVER',
    writeDisposition: mode === undefined ? 'WRITE_APPEND' : 'WRITE_TRUNCATE',
    ...(isWhole && timePartitioning ? { timePartitioning } : {}),
    ...(isWhole && clustering ? { clustering } : {}),
  };
}
