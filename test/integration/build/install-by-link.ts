import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

/** What `npm ci` would do in a bundle's folder, without a registry: these packages, and no other, are there. */
export async function installByLink(folder: string, packages: readonly string[]): Promise<void> {
  for (const name of packages) {
    const place = path.join(folder, 'node_modules', name);
    await mkdir(path.dirname(place), { recursive: true });
    await symlink(path.join(root, 'node_modules', name), place, 'dir');
  }
}
