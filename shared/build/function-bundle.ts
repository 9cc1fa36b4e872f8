import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compileFunction, leftToNpm } from './compile-function.ts';
import { compilePage } from './compile-page.ts';
import { deployedPackage, lockSchema } from './deployed-package.ts';
import type { ReachedFiles } from './reached-files.ts';

/** What a bundle is made of. */
export interface FunctionBundle extends ReachedFiles {
  readonly name: string;
  readonly folder: string;
  /** The npm packages it leaves to `npm ci`: its package.json declares these and no others. */
  readonly dependencies: Readonly<Record<string, string>>;
}

const root = path.resolve(import.meta.dirname, '../..');

/**
 * Bundles one function's folder for the cloud into `folder`, which is emptied first: `index.mjs`, a file for each part that
 * is imported later or not at all, their source maps, `package.json` and `package-lock.json`; and `page/` when it has a page.
 */
export async function bundleFunction(source: string, folder: string): Promise<FunctionBundle> {
  const { reached, outputFiles } = await compileFunction(source, folder);
  const name = path.basename(source);
  const asked = leftToNpm.filter((one) => reached.externals.some((file) => file === one || file.startsWith(`${one}/`)));
  const { manifest, lock } = deployedPackage(name, asked, await readRootLock());

  await rm(folder, { recursive: true, force: true });
  await mkdir(path.join(folder, 'parts'), { recursive: true });
  await Promise.all([
    ...outputFiles.map((file) => writeFile(file.path, file.contents)),
    writeFile(path.join(folder, 'package.json'), toText(manifest)),
    writeFile(path.join(folder, 'package-lock.json'), toText(lock)),
    writePage(path.join(source, 'page'), path.join(folder, 'page')),
  ]);
  return { ...reached, name, folder, dependencies: manifest.dependencies };
}

async function writePage(source: string, folder: string): Promise<void> {
  if (!existsSync(path.join(source, 'page.ts'))) return;
  const files = await compilePage(path.resolve(source));
  await mkdir(folder);
  await Promise.all(files.map(async ({ name, read }) => writeFile(path.join(folder, name), await read())));
}

async function readRootLock() {
  return lockSchema.parse(JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')));
}

function toText(json: object): string {
  return `${JSON.stringify(json, null, 2)}\n`;
}
