import { type BigIntStats, constants } from 'node:fs';
import { lstat, open, rm, rmdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { AlreadyExistsError, NotFoundError, StorageFullError } from '../../ports/failures.ts';
import { isObjectName } from '../../ports/object-names.ts';
import type { ObjectBody, ObjectInfo, ObjectStore } from '../../ports/objects.ts';
import { errorCode, unless } from './error-code.ts';
import { gatherChunks } from './gather-chunks.ts';
import { listFiles } from './list-files.ts';
import { bucketFolder, objectPath } from './object-path.ts';
import { placeFile } from './place-file.ts';
import { openTemporaryFiles } from './temporary-files.ts';

const absent = ['ENOENT', 'ENOTDIR'];

/**
 * Objects as plain files, `<root>/objects/<bucket>/<object name>`. A write goes to a temporary file, is flushed, and
 * takes its place in one step. What killed processes left half-written is deleted at opening.
 * An object cannot be the folder of another (`a` and `a/b`): the second is refused with an InvalidRequestError.
 */
export function createFileObjects(rootDirectory: string): ObjectStore {
  const root = join(rootDirectory, 'objects');
  // No bucket's name starts with a dot, and the same file system is what makes the last step atomic.
  const nextTemporary = openTemporaryFiles(join(root, '.tmp'));

  async function stat(bucket: string, name: string): Promise<ObjectInfo | undefined> {
    const path = objectPath(root, bucket, name);
    const facts = await unless(absent, () => lstat(path, { bigint: true }));
    return facts?.isFile() ? { name, ...describeFile(facts) } : undefined;
  }

  async function* read(bucket: string, name: string): AsyncGenerator<Uint8Array> {
    const path = objectPath(root, bucket, name);
    const file = await unless([...absent, 'ELOOP'], () => open(path, constants.O_RDONLY | constants.O_NOFOLLOW));
    if (file === undefined) throw missing(bucket, name);
    try {
      if (!(await file.stat()).isFile()) throw missing(bucket, name);
      yield* file.createReadStream({ highWaterMark: 256 * 1024, autoClose: false });
    } finally {
      await file.close();
    }
  }

  async function write(bucket: string, name: string, body: ObjectBody, ifAbsent: boolean): Promise<ObjectInfo> {
    const path = objectPath(root, bucket, name);
    if (ifAbsent && (await stat(bucket, name)) !== undefined) {
      await abandon(body);
      throw taken(bucket, name);
    }
    const temporary = nextTemporary();
    try {
      const facts = await writeFlushed(temporary, body);
      await placeFile(temporary, path, ifAbsent);
      return { name, ...facts };
    } catch (error) {
      await rm(temporary, { force: true });
      if (error instanceof AlreadyExistsError) throw taken(bucket, name);
      if (isFull(error)) throw new StorageFullError(`the disk of ${root} is full: free some space`, { cause: error });
      throw error;
    }
  }

  return {
    write: (bucket, name, body, options) => write(bucket, name, body, options?.ifAbsent ?? false),
    read,
    stat,
    async *list(bucket, prefix) {
      const folder = bucketFolder(root, bucket);
      const parent = prefix.slice(0, prefix.lastIndexOf('/') + 1);
      // No object's name starts like that, and looking for one could leave the bucket's folder.
      if (parent !== '' && !isObjectName(parent.slice(0, -1))) return;
      for await (const name of listFiles(folder, parent, prefix)) {
        // A file that somebody else put there under a name that no object has.
        if (!isObjectName(name)) continue;
        const info = await stat(bucket, name);
        if (info !== undefined) yield info;
      }
    },
    async copy(source, target) {
      await write(target.bucket, target.name, read(source.bucket, source.name), false);
    },
    async delete(bucket, name) {
      const path = objectPath(root, bucket, name);
      // EISDIR, EPERM: a folder of objects has that name, so no object has it.
      await unless([...absent, 'EISDIR', 'EPERM'], () => unlink(path));
      await pruneFolders(dirname(path), bucketFolder(root, bucket));
    },
  };
}

async function writeFlushed(path: string, body: ObjectBody): Promise<Omit<ObjectInfo, 'name'>> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(typeof body === 'string' || body instanceof Uint8Array ? body : gatherChunks(body));
    await file.sync();
    return describeFile(await file.stat({ bigint: true }));
  } finally {
    await file.close();
  }
}

/** Every write makes a new file, so its number and time are a version. */
function describeFile({ size, mtime, mtimeNs, ino }: BigIntStats): Omit<ObjectInfo, 'name'> {
  return { bytes: Number(size), updatedAt: mtime.toISOString(), version: `${mtimeNs}-${ino}` };
}

/** Lets the source of an unread body release what it holds. */
async function abandon(body: ObjectBody): Promise<void> {
  if (typeof body === 'string' || body instanceof Uint8Array) return;
  // A stream's iterator releases nothing before its first step.
  if (body instanceof Readable) body.destroy();
  else await body[Symbol.asyncIterator]().return?.();
}

/** Removes folders that became empty, up to the bucket's. A folder in which somebody writes meanwhile is not empty, or is made again by them. */
async function pruneFolders(from: string, bucketRoot: string): Promise<void> {
  for (let folder = from; folder !== bucketRoot; folder = dirname(folder)) {
    const removed = await unless(['ENOTEMPTY', 'EEXIST', 'ENOTDIR'], async () => {
      await unless(['ENOENT'], () => rmdir(folder));
      return true;
    });
    if (removed === undefined) return;
  }
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '');
}

function missing(bucket: string, name: string): NotFoundError {
  return new NotFoundError(`no object ${bucket}/${name}`);
}

function taken(bucket: string, name: string): AlreadyExistsError {
  return new AlreadyExistsError(`object ${bucket}/${name} is there already`);
}
