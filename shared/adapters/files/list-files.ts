import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compareUtf8 } from '../../domain/compare-utf8.ts';
import { unless } from './error-code.ts';

/**
 * The names of the files under a folder that start with the prefix, in UTF-8 order of the whole name, reading only
 * the folders that can hold such names. A folder sorts as `name/`: its files all start with that, so `a-b` precedes `a/b`.
 */
export async function* listFiles(folder: string, parent: string, prefix: string): AsyncGenerator<string> {
  const entries = await unless(['ENOENT', 'ENOTDIR'], () => readdir(join(folder, parent), { withFileTypes: true }));
  const keys: string[] = [];
  for (const entry of entries ?? []) {
    const key = `${parent}${entry.name}${entry.isDirectory() ? '/' : ''}`;
    if ((entry.isFile() || entry.isDirectory()) && (key.startsWith(prefix) || prefix.startsWith(key))) keys.push(key);
  }
  for (const key of keys.sort(compareUtf8)) {
    if (key.endsWith('/')) yield* listFiles(folder, key, prefix);
    else if (key.startsWith(prefix)) yield key;
  }
}
