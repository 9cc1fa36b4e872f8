import type { Bucket } from '@google-cloud/storage';
import { checkObjectName, isObjectName } from '../../ports/object-names.ts';
import type { ObjectInfo, ObjectStore } from '../../ports/objects.ts';
import { withDeadline } from '../../ports/with-deadline.ts';
import { metadataFields, parseMetadata, toObjectInfo } from './object-metadata.ts';
import { readObject } from './read-object.ts';
import { createStorageClient, type GoogleObjectsOptions } from './storage-client.ts';
import { statusOf, translateFailure } from './storage-failures.ts';
import { writeObject } from './write-object.ts';

/** The client repeats a call for up to a minute. */
const callSeconds = 90;
const copySeconds = 540;

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
      const page = from.getFiles({
        prefix,
        autoPaginate: false,
        fields: `items(${metadataFields}),nextPageToken`,
        ...(pageToken === undefined ? {} : { pageToken }),
      });
      const [files, next] = await withDeadline(page, callSeconds, `${bucket}/${prefix}*`);
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
          const asked = found.file(name).getMetadata();
          const [answer] = await withDeadline(asked, callSeconds, `${bucket}/${name}`);
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
        const copying = from.file(source.name).copy(to.file(target.name));
        await withDeadline(copying, copySeconds, `${target.bucket}/${target.name}`);
      });
    },
    delete: (bucket, name) =>
      withFile(bucket, name, async (found) => {
        const deleting = found.file(name).delete({ ignoreNotFound: true });
        await withDeadline(deleting, callSeconds, `${bucket}/${name}`);
      }),
  };
}

function readToken(next: object | null): string | undefined {
  return next !== null && 'pageToken' in next && typeof next.pageToken === 'string' ? next.pageToken : undefined;
}
