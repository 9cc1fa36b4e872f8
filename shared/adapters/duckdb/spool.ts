import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ObjectStore } from '../../ports/objects.ts';

/** Objects of which it is known what they hold: the SHA-256 of each, in hex. */
interface KnownObjects {
  readonly bucket: string;
  readonly names: readonly string[];
  readonly sums: readonly string[];
}

/** Objects as files for DuckDB to read by itself, in the one folder that it may read. */
export interface Spool {
  readonly folder: string;
  /**
   * Gives the work the objects' files, as they are (DuckDB takes a gzip that was cut for a whole one, hence the sums), which
   * are deleted after it. @returns what the work does; undefined without it when an object is not what its sum says.
   */
  withFiles<T>(objects: KnownObjects, work: (files: readonly string[]) => Promise<T>): Promise<T | undefined>;
}

/** The folder is the spool's own: `emptyFolder` it before the first use, for a process that was killed leaves files. */
export function createSpool(folder: string, objects: ObjectStore): Spool {
  return {
    folder,
    async withFiles({ bucket, names, sums }, work) {
      const files: string[] = [];
      try {
        for (const [index, name] of names.entries()) {
          const file = join(folder, `${randomUUID()}.ndjson${extname(name) === '.gz' ? '.gz' : ''}`);
          files.push(file);
          if ((await copySummed(objects.read(bucket, name), file)) !== sums[index]) return undefined;
        }
        return await work(files);
      } finally {
        for (const file of files) await rm(file, { force: true });
      }
    },
  };
}

/** @returns the SHA-256 of the bytes. */
async function copySummed(bytes: AsyncIterable<Uint8Array>, file: string): Promise<string> {
  const hash = createHash('sha256');
  async function* summed() {
    for await (const chunk of bytes) {
      hash.update(chunk);
      yield chunk;
    }
  }
  await writeFile(file, summed());
  return hash.digest('hex');
}

/** Makes the folder, or deletes what is in it. */
export async function emptyFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
