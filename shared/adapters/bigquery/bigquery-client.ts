import type { BigQuery, BigQueryOptions } from '@google-cloud/bigquery';

export interface BigqueryOptions {
  /** Where datasets are made and jobs run, which is also where the buckets are that are loaded from. */
  readonly location?: string;
  /** A query that would read more is refused before it costs anything. */
  readonly maximumBytesBilled?: number;
  /** Settings of Google's client; none are needed on Google Cloud. */
  readonly client?: BigQueryOptions;
}

export const defaultLocation = 'EU';

/** Google's client, loaded on the first use: a function that needs no warehouse starts without it. */
export function createBigqueryClient({
  location = defaultLocation,
  client = {},
}: BigqueryOptions): () => Promise<BigQuery> {
  let opening: Promise<BigQuery> | undefined;
  return () => {
    opening ??= openClient({ ...client, location }).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
}

async function openClient(options: BigQueryOptions): Promise<BigQuery> {
  const { BigQuery } = await import('./bigquery-sdk.ts');
  const bigquery = new BigQuery(options);
  // Known from here on as `bigquery.projectId`, which addresses and references need.
  if (options.projectId === undefined) await bigquery.getProjectId();
  return bigquery;
}
