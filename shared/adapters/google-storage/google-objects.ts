import type { Bucket } from '@google-cloud/storage';
import { checkObjectName, isObjectName } from '../../ports/object-names.ts';
import type { ObjectInfo, ObjectStore } from '../../ports/objects.ts';
import { metadataFields, parseMetadata, toObjectInfo } from './object-metadata.ts';
import { readObject } from './read-object.ts';
import { createStorageClient, type GoogleObjectsOptions } from './storage-client.ts';
import { statusOf, translateFailure } from './storage-failures.ts';
import { writeObject } from './write-object.ts';

/**
 * Objects in Cloud Storage. Every call may be repeated by Google's client while it may help; what it gives up on comes
 * out as the ports' failures. Buckets are made by the deployment.
 */
export function createGoogleObjects(options: GoogleObjectsOptions): ObjectStore {
  const client = createStorageClient(options);

  /** Checks names before anything else, and translates what goes wrong. */
  async function withFile<T>(bucket: string, name: string, work: (bucket: Bucket) => Promise<T>): Promise<T> {
    checkObjectName(name);
    try {
      return await work(await client.bucket(bucket));
    } catch (error) {
      throw translateFailure(error, `${bucket}/${name}`);
    }
  }

  async function* listPages(bucket: string, prefix: string): AsyncGenerator<ObjectInfo> {
    const from = await client.bucket(bucket);
    let pageToken: string | undefined;
    do {
      const [files, next] = await from.getFiles({
        prefix,
        autoPaginate: false,
        fields: `items(${metadataFields}),nextPageToken`,
        ...(pageToken === undefined ? {} : { pageToken }),
      });
      for (const answer of files) {
        // Asked for some fields, the client gives the answers as they came.
        const found = toObjectInfo(parseMetadata(answer));
        // Not what somebody else put there under a name that no object has, such as a console's "folder/".
        if (isObjectName(found.name)) yield found;
      }
      pageToken = readToken(next);
    } while (pageToken !== undefined);
  }

  return {
    write: (bucket, name, body, writeOptions = {}) =>
      withFile(bucket, name, (found) => writeObject(found.file(name), body, writeOptions)),
    async *read(bucket, name) {
      checkObjectName(name);
      try {
        yield* readObject(await client.bucket(bucket), name);
      } catch (error) {
        throw translateFailure(error, `${bucket}/${name}`);
      }
    },
    stat: (bucket, name) =>
      withFile(bucket, name, async (found) => {
        try {
          const [answer] = await found.file(name).getMetadata();
          return toObjectInfo(parseMetadata(answer));
        } catch (error) {
          if (statusOf(error) === 404) return undefined;
          throw error;
        }
      }),
    async *list(bucket, prefix) {
      try {
        yield* listPages(bucket, prefix);
      } catch (error) {
        if (statusOf(error) !== 404) throw translateFailure(error, `${bucket}/${prefix}*`);
      }
    },
    copy: async (source, target) => {
      checkObjectName(source.name);
      const to = await client.bucket(target.bucket);
      await withFile(target.bucket, target.name, async () => {
        const from = await client.bucket(source.bucket);
        await from.file(source.name).copy(to.file(target.name));
      });
    },
    delete: (bucket, name) =>
      withFile(bucket, name, async (found) => {
        await found.file(name).delete({ ignoreNotFound: true });
      }),
  };
}

function readToken(next: object | null): string | undefined {
  return next !== null && 'pageToken' in next && typeof next.pageToken === 'string' ? next.pageToken : undefined;
}
