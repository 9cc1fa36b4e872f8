import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PageFile } from '../pages/page-file.ts';

/**
 * The files of a function's page, by the function's folder: as the build has written them into its bundle, or compiled from
 * the sources, once a process, where those are what runs.
 */
export function pageFiles(functionFolder: string): () => Promise<readonly PageFile[]> {
  const folder = path.resolve(functionFolder, 'page');
  return async () => {
    const names = await readdir(folder);
    if (names.includes('page.ts')) {
      const { compilePage } = await import('../build/compile-page.ts');
      return compilePage(folder);
    }
    return names.map((name) => ({ name, read: async () => new Uint8Array(await readFile(path.join(folder, name))) }));
  };
}
