import type { Bucket, Storage, StorageOptions } from '@google-cloud/storage';
import { checkBucketName } from '../../ports/object-names.ts';

export interface GoogleObjectsOptions {
  /** Bucket names are unique in the world: the bucket `photos` is really `<bucketPrefix>photos`. */
  readonly bucketPrefix: string;
  /** Settings of Google's client; none are needed on Google Cloud. */
  readonly client?: StorageOptions;
}

export interface StorageClient {
  /** The bucket of that name in the project. @throws InvalidRequestError when no bucket may have it. */
  bucket(name: string): Promise<Bucket>;
}

/** Google's client, loaded on the first use: a function that needs no object starts without it. */
export function createStorageClient({ bucketPrefix, client = {} }: GoogleObjectsOptions): StorageClient {
  let opening: Promise<Storage> | undefined;
  return {
    async bucket(name) {
      checkBucketName(name);
      opening ??= openStorage(client);
      return (await opening).bucket(`${bucketPrefix}${name}`);
    },
  };
}

/** For each request of a resumable upload; other requests of the client know no time-out. */
const requestTimeoutMs = 120_000;

async function openStorage(client: StorageOptions): Promise<Storage> {
  const { IdempotencyStrategy, Storage } = await import('@google-cloud/storage');
  const storage = new Storage({
    ...client,
    // Every call of this adapter may be made twice: a conditional write recognises its own object.
    retryOptions: {
      idempotencyStrategy: IdempotencyStrategy.RetryAlways,
      maxRetries: 4,
      totalTimeout: 60,
      maxRetryDelay: 8,
      ...client.retryOptions,
    },
  });
  storage.interceptors.push({
    request: (options) =>
      // The client's own pool is destroyed, with all that is under way, when one transfer ends early.
      Object.assign({ uri: '' }, options, { forever: false, timeout: requestTimeoutMs } as const),
  });
  return storage;
}
