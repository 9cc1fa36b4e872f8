import { link, lstat, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AlreadyExistsError, InvalidRequestError } from '../../ports/failures.ts';
import { errorCode, unless } from './error-code.ts';

/** A folder may be pruned by a concurrent delete between its making and the link: then it is made again. */
const maxTries = 100;
const retryable = ['ENOENT', 'EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY'];

/** Puts a finished file under its final path in one step; `ifAbsent` lets the file system be the arbiter. */
export async function placeFile(temporary: string, path: string, ifAbsent: boolean): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await mkdir(dirname(path), { recursive: true });
      if (!ifAbsent) return await rename(temporary, path);
      await link(temporary, path);
      return await rm(temporary, { force: true });
    } catch (error) {
      const code = errorCode(error) ?? '';
      if (!retryable.includes(code) || tries === maxTries) throw error;
      const found = await unless(['ENOENT', 'ENOTDIR'], () => lstat(path));
      if (found?.isDirectory()) {
        if (!(await removeEmptyFolders(path))) throw clash(path, error);
      } else if (found?.isFile()) {
        if (ifAbsent) throw new AlreadyExistsError(`${path} is there already`, { cause: error });
      } else await refuseFileAsFolder(path, error);
    }
  }
}

/** Removes a folder that holds nothing but folders. @returns false when it holds a file. */
async function removeEmptyFolders(folder: string): Promise<boolean> {
  for (const entry of (await unless(['ENOENT'], () => readdir(folder, { withFileTypes: true }))) ?? []) {
    if (!entry.isDirectory() || !(await removeEmptyFolders(join(folder, entry.name)))) return false;
  }
  await unless(['ENOENT', 'ENOTEMPTY', 'EEXIST'], () => rmdir(folder));
  return true;
}

async function refuseFileAsFolder(path: string, cause: unknown): Promise<void> {
  for (let parent = dirname(path); parent !== dirname(parent); parent = dirname(parent)) {
    const found = await unless(['ENOENT', 'ENOTDIR'], () => lstat(parent));
    if (found?.isFile()) throw clash(parent, cause);
    if (found !== undefined) return;
  }
}

function clash(path: string, cause: unknown): InvalidRequestError {
  return new InvalidRequestError(
    `${path} would be an object and a folder of objects at once, which files cannot be: choose another name`,
    { cause },
  );
}
