import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ExportRun } from '../../domain/exports/export-run.ts';
import { exportsBucket } from '../../pipeline/exports/export-runs.ts';
import type { ObjectStore } from '../../ports/objects.ts';

/** Copies the run's file into the folder, whole or not at all, beside what is there of its name. @returns its path. */
export async function copyOut(objects: ObjectStore, { file }: ExportRun, folder: string): Promise<string> {
  if (file === null) throw new Error('the run has no file');
  const target = freeName(folder, file.name);
  const half = `${target}.partial`;
  try {
    await pipeline(objects.read(exportsBucket, file.object), createWriteStream(half));
    await rename(half, target);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
  return target;
}

/** `name`, else `name (2)`: a file that is there already is another run's. */
function freeName(folder: string, name: string): string {
  const { name: stem, ext } = path.parse(name);
  for (let count = 1; ; count++) {
    const target = path.join(folder, count === 1 ? name : `${stem} (${count})${ext}`);
    if (!existsSync(target)) return target;
  }
}
