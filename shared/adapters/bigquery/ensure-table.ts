import type { BigQuery } from '@google-cloud/bigquery';
import { InvalidRequestError } from '../../ports/failures.ts';
import type { TableDefinition } from '../../ports/warehouse.ts';
import { answered } from './answered.ts';
import { readFailure } from './bigquery-failures.ts';
import { missingColumns, type PresentTable, parseTable, toNewField, toTableMetadata } from './table-schema.ts';

/** Others may make the same table or add columns at the same time: then it is looked at again. */
const maxTries = 5;

/** Makes what is missing of dataset, table and columns. */
export async function makeTable(bigquery: BigQuery, table: TableDefinition): Promise<void> {
  for (let tries = 1; ; tries++) {
    const present = await findTable(bigquery, table);
    if (present === undefined) {
      await createTable(bigquery, table);
      continue;
    }
    checkPartition(table, present);
    const missing = missingColumns(table, present);
    if (missing.length === 0) return;
    try {
      const fields = [...present.schema.fields, ...missing.map(toNewField)];
      const found = bigquery.dataset(table.dataset).table(table.name);
      await answered(found.setMetadata({ schema: { fields }, etag: present.etag }), `table ${table.name}`);
      return;
    } catch (error) {
      if (readFailure(error).code !== 412 || tries === maxTries) throw error;
    }
  }
}

/** What is known of the table, or undefined when it is not there. */
export async function findTable(
  bigquery: BigQuery,
  { dataset, name }: TableDefinition,
): Promise<PresentTable | undefined> {
  try {
    const asked = bigquery.dataset(dataset).table(name).getMetadata();
    const [metadata] = await answered(asked, `table ${dataset}.${name}`);
    return parseTable(metadata);
  } catch (error) {
    if (readFailure(error).code === 404) return undefined;
    throw error;
  }
}

/** Deletes the table; done already where it, or its dataset, is not there. */
export async function deleteTable(
  bigquery: BigQuery,
  { dataset, name }: Pick<TableDefinition, 'dataset' | 'name'>,
): Promise<void> {
  try {
    await answered(bigquery.dataset(dataset).table(name).delete(), `table ${dataset}.${name}`);
  } catch (error) {
    if (readFailure(error).code !== 404) throw error;
  }
}

async function createTable(bigquery: BigQuery, table: TableDefinition): Promise<void> {
  await unlessThere(() => bigquery.createDataset(table.dataset));
  await unlessThere(() => bigquery.dataset(table.dataset).createTable(table.name, toTableMetadata(table)));
}

async function unlessThere(create: () => Promise<unknown>): Promise<void> {
  try {
    await answered(create(), 'a new dataset or table');
  } catch (error) {
    if (readFailure(error).code !== 409) throw error;
  }
}

function checkPartition(table: TableDefinition, { timePartitioning }: PresentTable): void {
  if (timePartitioning?.field === table.partitionBy) return;
  const [is, wanted] = [timePartitioning?.field ?? 'nothing', table.partitionBy ?? 'nothing'];
  throw new InvalidRequestError(
    `table ${table.dataset}.${table.name} is partitioned by ${is} already, not by ${wanted}: make it under another name`,
  );
}
