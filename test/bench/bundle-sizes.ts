import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { lockSchema } from '../../shared/build/deployed-package.ts';
import type { FunctionBundle } from '../../shared/build/function-bundle.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Bytes of a bundle's code, of the same compressed, and of the packages that npm installs beside it. */
export async function bundleSizes({ files, folder, bytes, startBytes }: FunctionBundle) {
  const code = Buffer.concat(await Promise.all(files.map((file) => readFile(file))));
  const compressed = await promisify(gzip)(code);
  const lock = lockSchema.parse(JSON.parse(await readFile(path.join(folder, 'package-lock.json'), 'utf8')));
  const places = Object.keys(lock.packages).filter((place) => place !== '');
  // Those for other platforms stand in the lock, and npm leaves them out.
  const installed = places.map((place) => path.join(root, place)).filter((folder) => existsSync(folder));
  const packages = await Promise.all(installed.map(packageBytes));
  return {
    startBytes,
    bytes,
    gzipBytes: compressed.byteLength,
    packageBytes: packages.reduce((sum, size) => sum + size, 0),
  };
}

/** Without the packages inside it, which the lock lists themselves. */
async function packageBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const sizes = entries.map(async (entry) => {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? 0 : packageBytes(place);
    return entry.isFile() ? (await stat(place)).size : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
