import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';
import type { QueryParameters, ResultBatch } from '../../ports/warehouse.ts';
import { checkColumnNames, prepareSelect } from './prepare-select.ts';
import { createColumnReader } from './read-column.ts';

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
    const readers = result.columnTypes().map((type, index) => createColumnReader(index, type));
    let count = 0;
    for await (const chunk of fetchAhead(result)) {
      count += 1;
      const rows = chunk.rowCount;
      const columns = readers.map((read) => read(chunk));
      // The chunk waits for the garbage collector, which does not know how much memory it holds.
      chunk.reset();
      yield { names, rows, columns };
    }
    if (count === 0) yield { names, rows: 0, columns: names.map(() => []) };
  } finally {
    statement.destroySync();
  }
}

/** The chunks of a result: while one is written, DuckDB makes the next on a thread of its own. */
async function* fetchAhead(result: DuckDBResult): AsyncGenerator<DuckDBDataChunk> {
  let coming = result.fetchChunk();
  try {
    for (;;) {
      const chunk = await coming;
      if (chunk === null || chunk.rowCount === 0) return;
      coming = result.fetchChunk();
      // What it fails with is thrown when its turn comes; until then nobody waits for it.
      coming.catch(() => undefined);
      yield chunk;
    }
  } finally {
    // Whoever stops early must not take the statement away under DuckDB's feet.
    await Promise.allSettled([coming]);
  }
}
