import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { File } from '@google-cloud/storage';
import type { ObjectBody, ObjectInfo } from '../../ports/objects.ts';
import { withDeadline } from '../../ports/with-deadline.ts';
import { parseMetadata, toObjectInfo } from './object-metadata.ts';
import { splitBody } from './split-body.ts';
import { statusOf } from './storage-failures.ts';

/** Up to here one request is sooner done than a resumable upload's two; beyond, each block of this size can be sent again. */
const blockBytes = 8 * 1024 * 1024;
const wholeSeconds = 180;
const lookSeconds = 90;
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
    metadata: { contentType: options.contentType ?? 'application/octet-stream', metadata: { [writeTag]: tag } },
    ...(options.ifAbsent ? { preconditionOpts: { ifGenerationMatch: 0 } } : {}),
  };
  const split = await splitBody(body, blockBytes);
  try {
    if ('whole' in split) await uploadWhole(file, split.whole, settings);
    else await uploadBlocks(file, split.blocks, settings);
    return toObjectInfo(parseMetadata(file.metadata));
  } catch (error) {
    const own = await findOwn(file, tag, error);
    if (own === undefined) throw error;
    return own;
  }
}

type UploadSettings = NonNullable<Parameters<File['createWriteStream']>[0]>;

/** One request; the service compares the MD5 before it stores anything. */
async function uploadWhole(file: File, whole: Buffer, settings: UploadSettings): Promise<void> {
  const md5Hash = createHash('md5').update(whole).digest('base64');
  const saving = file.save(whole, { ...settings, resumable: false, metadata: { ...settings.metadata, md5Hash } });
  await withDeadline(saving, wholeSeconds, file.cloudStorageURI.href);
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
  const stored = parseMetadata(file.metadata);
  const sent = hash.digest('base64');
  if (stored.md5Hash === undefined || stored.md5Hash === sent) return;
  await file.delete({ ifGenerationMatch: stored.generation, ignoreNotFound: true });
  throw new Error(`${file.cloudStorageURI.href}: its bytes were changed on their way, their MD5 is not ${sent}`);
}

/**
 * The object when it is the one this very write has made, whose answer was lost: the client then takes its own object for
 * another's, or its finished upload for one that has lost its bytes.
 */
async function findOwn(file: File, tag: string, error: unknown): Promise<ObjectInfo | undefined> {
  const status = statusOf(error);
  if (status !== undefined && status !== 412 && status < 500) return undefined;
  try {
    const [answer] = await withDeadline(file.getMetadata(), lookSeconds, file.cloudStorageURI.href);
    const found = parseMetadata(answer);
    return found.metadata?.[writeTag] === tag ? toObjectInfo(found) : undefined;
  } catch {
    // The first error says more than that nobody could look.
    return undefined;
  }
}
