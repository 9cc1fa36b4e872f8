import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore } from '../../ports/objects.ts';
import { readContent } from './read-content.ts';

/** Objects as plain files for DuckDB to read by itself, in the one folder that it may read. */
export interface Spool {
  readonly folder: string;
  /** Gives the work the objects' unpacked files, which are deleted after it. */
  withFiles<T>(bucket: string, names: readonly string[], work: (files: readonly string[]) => Promise<T>): Promise<T>;
}

/** The folder is the spool's own: `emptyFolder` it before the first use, for a process that was killed leaves files. */
export function createSpool(folder: string, objects: ObjectStore): Spool {
  return {
    folder,
    async withFiles(bucket, names, work) {
      const files: string[] = [];
      try {
        for (const name of names) {
          const file = join(folder, `${randomUUID()}.ndjson`);
          files.push(file);
          await writeFile(file, readContent(objects, bucket, name));
        }
        return await work(files);
      } finally {
        for (const file of files) await rm(file, { force: true });
      }
    },
  };
}

/** Makes the folder, or deletes what is in it. */
export async function emptyFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
