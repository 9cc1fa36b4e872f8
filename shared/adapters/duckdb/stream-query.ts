import type { DuckDBConnection } from '@duckdb/node-api';
import type { QueryParameters, ResultBatch } from '../../ports/warehouse.ts';
import { checkColumnNames, prepareSelect } from './prepare-select.ts';
import { readColumn } from './read-column.ts';

/** Runs one GoogleSQL SELECT and gives its rows chunk by chunk, as DuckDB makes them. */
export async function* streamQuery(
  connection: DuckDBConnection,
  googleSql: string,
  parameters: QueryParameters,
): AsyncGenerator<ResultBatch> {
  const statement = await prepareSelect(connection, googleSql, parameters);
  try {
    const result = await statement.stream();
    const names = checkColumnNames(result.columnNames());
    const types = result.columnTypes();
    let count = 0;
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) break;
      count += 1;
      const rows = chunk.rowCount;
      const columns = types.map((type, index) => readColumn(chunk, index, type));
      // The chunk waits for the garbage collector, which does not know how much memory it holds.
      chunk.reset();
      yield { names, rows, columns };
    }
    if (count === 0) yield { names, rows: 0, columns: names.map(() => []) };
  } finally {
    statement.destroySync();
  }
}
