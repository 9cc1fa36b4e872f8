import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = path.resolve(import.meta.dirname, '../exports');

/**
 * The files of `shared/exports/`, each loaded when it is asked for. A bundle has no folder to read: when it is made, this file is
 * replaced by one that names them (`shared/build/named-exports.ts`).
 */
export const exportFiles: Readonly<Record<string, () => Promise<{ readonly default?: unknown }>>> = Object.fromEntries(
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => [file, () => import(pathToFileURL(path.join(folder, file)).href)]),
);
