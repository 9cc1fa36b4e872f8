import type { BigQuery } from '@google-cloud/bigquery';
import { NotFoundError } from '../../ports/failures.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import { answered } from './answered.ts';
import { runLoadJob } from './load-job.ts';

export interface LoadContext {
  readonly bigquery: BigQuery;
  readonly objects: Pick<ObjectStore, 'stat'>;
  /** The real name of a bucket. */
  readonly bucketName: (name: string) => string;
}

interface ObjectsLoad {
  readonly load: object;
  readonly key: readonly string[];
  readonly what: string;
}

/** Loads the objects by one job. Without replacing, the same objects are added once, however often it is asked. */
export async function loadObjects(
  context: LoadContext,
  { bucket, objects }: { readonly bucket: string; readonly objects: readonly string[] },
  { load, key, what }: ObjectsLoad,
): Promise<number> {
  const { bigquery, bucketName } = context;
  const versions = await Promise.all(objects.map((name) => readVersion(context, bucket, name)));
  const sourceUris = objects.map((name) => `gs://${bucketName(bucket)}/${name}`);
  const job = { key: [...key, bucket, ...objects, ...versions], what, canStartAgain: true };
  return runLoadJob(bigquery, job, async (jobId) => {
    await answered(bigquery.createJob({ jobId, configuration: { load: { ...load, sourceUris } } }), `job ${jobId}`);
  });
}

async function readVersion({ objects }: LoadContext, bucket: string, name: string): Promise<string> {
  const found = await objects.stat(bucket, name);
  if (found === undefined) throw new NotFoundError(`no object ${bucket}/${name}`);
  return found.version;
}
