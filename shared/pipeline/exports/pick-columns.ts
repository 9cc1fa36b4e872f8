import type { ExportSheet } from '../../domain/exports/export-definition.ts';
import { PermanentError } from '../../ports/failures.ts';
import type { TableBatch } from '../../ports/table-writer.ts';
import type { ResultBatch } from '../../ports/warehouse.ts';

/** The columns of the file, in its order, from those of the query by their names; rows are added to the tally. */
export async function* pickColumns(
  batches: AsyncIterable<ResultBatch>,
  exportName: string,
  { name: sheet, columns }: ExportSheet,
  tally: { rows: number },
): AsyncGenerator<TableBatch> {
  let places: readonly (number | undefined)[] | undefined;
  for await (const { names, columns: values, rows } of batches) {
    places ??= columns.map(({ header, from }) => {
      if (from === undefined) return undefined;
      const place = names.indexOf(from);
      if (place !== -1) return place;
      throw new PermanentError(
        `export ${exportName}, feuille ${sheet} : la requête ne donne pas « ${from} » pour la colonne « ${header} » ; elle donne ${names.join(', ')}`,
      );
    });
    tally.rows += rows;
    yield { rows, columns: places.map((place) => (place === undefined ? [] : (values[place] ?? []))) };
  }
}
