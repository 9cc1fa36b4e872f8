import { everyValue, mapRow } from '../../domain/portal/map-row.ts';
import type { Columns, TableFormat } from '../../domain/portal/recipe-list.ts';
import type { Source } from '../../domain/portal/recipe-value.ts';
import { looksLossy } from '../../domain/table/clean-cell.ts';
import { decodeText } from '../../domain/table/decode-text.ts';
import { findColumn } from '../../domain/table/find-column.ts';
import { parseTable } from '../../domain/table/parse-table.ts';
import { TableError } from '../../domain/table/table-error.ts';
import { PortalMismatchError } from '../../ports/portal.ts';
import type { RowsFound } from './check-rows.ts';

/** An export as it came. */
export interface ExportFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** Reads the exported table through the recipe's columns. @throws PortalMismatchError that says what is wrong with it. */
export function readTable(file: ExportFile, format: TableFormat, columns: Columns, zone: string): RowsFound {
  try {
    return readRows(file, format, columns, zone);
  } catch (error) {
    if (error instanceof TableError) {
      throw new PortalMismatchError(`export : ${error.message}`, { cause: error });
    }
    throw error;
  }
}

function readRows(file: ExportFile, format: TableFormat, columns: Columns, zone: string): RowsFound {
  const { text, warnings } = decodeText(file.bytes, format.encoding);
  const table = parseTable(text, format);
  const places = placeColumns(columns, table.columns);
  const rows: RowsFound['rows'][number][] = [];
  const rejects = [...table.rejects];
  let lossy = 0;
  for (const { line, cells } of table.rows) {
    const read = (source: Source) => {
      const cell = cells[places.get(source) ?? -1];
      return cell === undefined ? [] : [cell];
    };
    const mapped = mapRow(columns, read, zone);
    if ('reason' in mapped) rejects.push({ line, reason: mapped.reason, text: cells.join(table.delimiter) });
    else {
      rows.push({ line, row: mapped.row });
      if ([mapped.row.client, ...mapped.row.technicians].some((name) => looksLossy(name))) lossy += 1;
    }
  }
  return {
    rows,
    rejects,
    raw: {
      bytes: file.bytes,
      extension: table.delimiter === '\t' ? 'tsv' : 'csv',
      contentType: file.contentType || 'text/csv',
    },
    warnings: [
      ...warnings,
      ...table.warnings,
      ...(lossy > 0 ? [`${lossy} ligne(s) ont un « ? » à la place d’une lettre : l’encodage de l’export en perd`] : []),
      ...(table.endsWithNewline ? [] : ['la dernière ligne de l’export n’a pas de fin : il est peut-être coupé']),
    ],
  };
}

/** Where each source's column is. A value none of whose columns is there is an error that lists the columns found. */
function placeColumns(columns: Columns, found: readonly string[]): Map<Source, number> {
  const places = new Map<Source, number>();
  for (const { name, value } of everyValue(columns)) {
    const errors: unknown[] = [];
    for (const source of value) {
      if (source.column === undefined)
        throw new PortalMismatchError(`list.columns.${name} : « column » est attendu avec un export`);
      try {
        places.set(source, findColumn(found, source.column));
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length === value.length) throw errors[0];
  }
  return places;
}
