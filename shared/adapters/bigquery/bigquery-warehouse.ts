import type { ObjectStore } from '../../ports/objects.ts';
import type { QueryParameters, Warehouse } from '../../ports/warehouse.ts';
import { type BigqueryOptions, createBigqueryClient, defaultLocation } from './bigquery-client.ts';
import { translateFailure } from './bigquery-failures.ts';
import { deleteTable, makeTable } from './ensure-table.ts';
import { loadTable } from './load-table.ts';
import { estimateBytes, runQuery, streamQuery } from './run-query.ts';

export interface BigqueryWarehouseOptions extends BigqueryOptions {
  /** Says which version of an object is there to be loaded. */
  readonly objects: Pick<ObjectStore, 'stat'>;
  /** Bucket names are unique in the world: the bucket `photos` is really `<bucketPrefix>photos`. */
  readonly bucketPrefix: string;
}

/**
 * The warehouse in BigQuery. Rows get there by load jobs alone, which cost nothing and are whole or not at all.
 * Buckets are in the same location as the datasets.
 */
export function createBigqueryWarehouse(
  options: BigqueryWarehouseOptions,
): Warehouse & { estimateBytes(sql: string, parameters?: QueryParameters): Promise<number> } {
  const open = createBigqueryClient(options);
  const { objects, bucketPrefix, location = defaultLocation, maximumBytesBilled } = options;
  const settings = { location, maximumBytesBilled };
  const bucketName = (name: string) => `${bucketPrefix}${name}`;

  async function translated<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw translateFailure(error, what);
    }
  }

  return {
    ensureTable: (table) =>
      translated(`table ${table.dataset}.${table.name}`, async () => makeTable(await open(), table)),
    load: (table, source, mode) =>
      translated(`table ${table.dataset}.${table.name}`, async () => {
        const context = { bigquery: await open(), objects, bucketName };
        return { rows: await loadTable(context, table, source, mode) };
      }),
    dropTable: (table) =>
      translated(`table ${table.dataset}.${table.name}`, async () => deleteTable(await open(), table)),
    query: (sql, parameters = {}) => translated('query', async () => runQuery(await open(), sql, parameters, settings)),
    async *stream(sql, parameters = {}) {
      try {
        yield* streamQuery(await open(), sql, parameters, settings);
      } catch (error) {
        throw translateFailure(error, 'query');
      }
    },
    /** How many bytes the query would read, which is what it costs: asked without running it. */
    estimateBytes: (sql, parameters = {}) =>
      translated('query', async () => estimateBytes(await open(), sql, parameters, settings)),
  };
}
