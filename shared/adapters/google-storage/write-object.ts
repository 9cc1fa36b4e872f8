import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { File } from '@google-cloud/storage';
import type { ObjectBody, ObjectInfo } from '../../ports/objects.ts';
import { parseMetadata, toObjectInfo } from './object-metadata.ts';
import { splitBody } from './split-body.ts';
import { statusOf } from './storage-failures.ts';

/** Up to here one request is sooner done than a resumable upload's two; beyond, each block of this size can be sent again. */
const blockBytes = 8 * 1024 * 1024;
const writeTag = 'terrain-write';

export interface WriteOptions {
  readonly contentType?: string;
  readonly ifAbsent?: boolean;
}

/**
 * Uploads the body; nothing is there before its last byte has come and its MD5 agrees. A source that breaks leaves at
 * most an unfinished upload, which is no object and ends by itself within a week.
 */
export async function writeObject(file: File, body: ObjectBody, options: WriteOptions): Promise<ObjectInfo> {
  const tag = randomUUID();
  const settings = {
    validation: false,
    metadata: {
      contentType: options.contentType ?? 'application/octet-stream',
      ...(options.ifAbsent ? { metadata: { [writeTag]: tag } } : {}),
    },
    ...(options.ifAbsent ? { preconditionOpts: { ifGenerationMatch: 0 } } : {}),
  };
  try {
    const split = await splitBody(body, blockBytes);
    if ('whole' in split) await uploadWhole(file, split.whole, settings);
    else await uploadBlocks(file, split.blocks, settings);
    return toObjectInfo(parseMetadata(file.metadata));
  } catch (error) {
    const own = options.ifAbsent && statusOf(error) === 412 ? await findOwn(file, tag) : undefined;
    if (own === undefined) throw error;
    return own;
  }
}

type UploadSettings = NonNullable<Parameters<File['createWriteStream']>[0]>;

/** One request; the service compares the MD5 before it stores anything. */
async function uploadWhole(file: File, whole: Buffer, settings: UploadSettings): Promise<void> {
  const md5Hash = createHash('md5').update(whole).digest('base64');
  await file.save(whole, { ...settings, resumable: false, metadata: { ...settings.metadata, md5Hash } });
}

async function uploadBlocks(file: File, blocks: AsyncIterable<Buffer>, settings: UploadSettings): Promise<void> {
  const hash = createHash('md5');
  async function* hashed() {
    for await (const block of blocks) {
      hash.update(block);
      yield block;
    }
  }
  await pipeline(
    Readable.from(hashed(), { objectMode: false }),
    file.createWriteStream({ ...settings, resumable: true, chunkSize: blockBytes }),
  );
  const { md5Hash, generation } = parseMetadata(file.metadata);
  const sent = hash.digest('base64');
  if (md5Hash === undefined || md5Hash === sent) return;
  await file.delete({ ifGenerationMatch: generation, ignoreNotFound: true });
  throw new Error(`the bytes of ${file.cloudStorageURI.href} were changed on their way: MD5 ${md5Hash}, not ${sent}`);
}

/** The object when it is the one this very write has made, whose answer was lost. */
async function findOwn(file: File, tag: string): Promise<ObjectInfo | undefined> {
  const [answer] = await file.getMetadata();
  const found = parseMetadata(answer);
  return found.metadata?.[writeTag] === tag ? toObjectInfo(found) : undefined;
}
