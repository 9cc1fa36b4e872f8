import { createReadStream } from 'node:fs';
import { temporaryFolder } from '../../temporary-folder.ts';
import { checkToken } from '../check-token.ts';
import { type DoubleAnswer, type DoubleRequest, type HttpDouble, Refusal, startDouble } from '../http-double.ts';
import { checkSignature } from './check-signature.ts';
import { type StoredObject, StoredObjects } from './stored-objects.ts';
import { createUploads } from './uploads.ts';

/** A page of a listing, smaller than the real thousand so that tests turn pages. */
const pageSize = 7;
/** Objects beyond this take two calls to be rewritten. */
const rewrittenAtOnceBytes = 1024 * 1024;

export interface StorageDouble extends HttpDouble {
  makeBucket(name: string): void;
  readonly objects: StoredObjects;
}

/** Cloud Storage's JSON API, as far as this project uses it. Source: https://cloud.google.com/storage/docs/json_api/v1 */
export async function startStorageDouble(): Promise<StorageDouble> {
  const folder = await temporaryFolder();
  const objects = new StoredObjects(folder.path);
  const upload = createUploads(objects, describe);

  async function answer(request: DoubleRequest): Promise<DoubleAnswer> {
    const { pathname, searchParams } = request.url;
    if (searchParams.has('X-Goog-Signature')) {
      checkSignature(request);
      const [signedBucket = '', ...parts] = pathname.slice(1).split('/').map(decodeURIComponent);
      return read(request, signedBucket, parts.join('/'), true);
    }
    // A resumable upload's address is its own permission; to ask for one, Google's client forgets its token when the
    // endpoint is not Google's.
    if (searchParams.get('uploadType') !== 'resumable') checkToken(request);
    const route =
      /^(\/upload)?\/storage\/v1\/b\/([^/]+)\/o(?:\/([^/]+))?(?:\/rewriteTo\/b\/([^/]+)\/o\/([^/]+))?$/.exec(pathname);
    const [isUpload, bucket, name, toBucket, toName] = (route ?? [])
      .slice(1)
      .map((part) => part && decodeURIComponent(part));
    if (bucket === undefined) throw new Refusal(404, 'notFound', `Not Found: ${pathname}`);
    if (isUpload) return upload(bucket, request);
    if (name === undefined) return list(bucket, request);
    if (toBucket !== undefined && toName !== undefined) return rewrite(request, bucket, name, toBucket, toName);
    if (request.method === 'GET') return read(request, bucket, name);
    if (request.method !== 'DELETE') throw new Refusal(405, 'httpMethodNotAllowed', 'Method Not Allowed');
    objects.get(bucket, name);
    objects.checkGeneration(bucket, name, request.url.searchParams.get('ifGenerationMatch'));
    await objects.delete(bucket, name);
    return { status: 204 };
  }

  function list(bucket: string, { method, url }: DoubleRequest): DoubleAnswer {
    if (method !== 'GET') throw new Refusal(405, 'httpMethodNotAllowed', 'Method Not Allowed');
    const after = Buffer.from(url.searchParams.get('pageToken') ?? '', 'base64url').toString();
    const all = objects.list(bucket, url.searchParams.get('prefix') ?? '');
    const start = after === '' ? 0 : all.findIndex(({ name }) => name === after) + 1;
    const page = all.slice(start, start + Math.min(pageSize, Number(url.searchParams.get('maxResults') ?? pageSize)));
    const last = page.at(-1);
    const isEnd = last === undefined || last === all.at(-1);
    const nextPageToken = isEnd ? {} : { nextPageToken: Buffer.from(last.name).toString('base64url') };
    return { status: 200, body: { items: page.map((stored) => describe(bucket, stored)), ...nextPageToken } };
  }

  function read({ url, incoming }: DoubleRequest, bucket: string, name: string, isSigned = false): DoubleAnswer {
    const stored = objects.get(bucket, name, url.searchParams.get('generation'));
    if (!isSigned && url.searchParams.get('alt') !== 'media') return { status: 200, body: describe(bucket, stored) };
    const start = Number(/^bytes=(\d+)-$/.exec(incoming.headers.range ?? '')?.[1] ?? 0);
    if (start > 0 && start >= stored.bytes) throw new Refusal(416, 'requestedRangeNotSatisfiable', 'range');
    const headers = {
      'content-type': stored.contentType,
      'content-length': String(stored.bytes - start),
      'x-goog-generation': String(stored.generation),
      'x-goog-hash': `crc32c=${stored.crc32c},md5=${stored.md5Hash}`,
      'x-goog-stored-content-encoding': 'identity',
      'x-goog-stored-content-length': String(stored.bytes),
    };
    return { status: start > 0 ? 206 : 200, headers, stream: createReadStream(stored.path, { start }) };
  }

  async function rewrite(
    { method, url }: DoubleRequest,
    bucket: string,
    name: string,
    toBucket: string,
    toName: string,
  ): Promise<DoubleAnswer> {
    if (method !== 'POST') throw new Refusal(405, 'httpMethodNotAllowed', 'Method Not Allowed');
    const source = objects.get(bucket, name);
    objects.bucket(toBucket);
    const token = url.searchParams.get('rewriteToken');
    if (source.bytes > rewrittenAtOnceBytes && token === null) {
      const progress = { objectSize: String(source.bytes), totalBytesRewritten: String(rewrittenAtOnceBytes) };
      return { status: 200, body: { done: false, rewriteToken: `rest-of-${source.generation}`, ...progress } };
    }
    if (token !== null && token !== `rest-of-${source.generation}`) throw new Refusal(400, 'invalid', 'rewriteToken');
    const copied = await objects.copy(source, toBucket, toName);
    return { status: 200, body: { done: true, resource: describe(toBucket, copied) } };
  }

  const double = await startDouble(answer);
  return {
    ...double,
    objects,
    makeBucket: (name) => objects.makeBucket(name),
    close: async () => {
      await double.close();
      await folder.remove();
    },
  };
}

function describe(bucket: string, stored: StoredObject): unknown {
  const { name, bytes, generation, updated, md5Hash, crc32c, contentType, metadata } = stored;
  return {
    kind: 'storage#object',
    ...{ bucket, name, size: String(bytes), generation: String(generation), metageneration: '1' },
    ...{ updated, timeCreated: updated, md5Hash, crc32c, contentType, metadata },
  };
}
