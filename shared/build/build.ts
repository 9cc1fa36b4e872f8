/** `npm run build`: one bundle for each folder of functions/, in dist/. Prints their sizes. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import pLimit from 'p-limit';
import { formatBytes, formatTable } from '../cli/terminal/table.ts';
import { bundleFunction } from './function-bundle.ts';

const root = path.resolve(import.meta.dirname, '../..');
const functions = path.join(root, 'functions');
const names = readdirSync(functions).filter((name) => existsSync(path.join(functions, name, 'index.ts')));
// All at once would take 10 GB of memory, and no less time.
const inTurns = pLimit(2);
const bundles = await inTurns.map(names, (name) =>
  bundleFunction(path.join(functions, name), path.join(root, 'dist', name)),
);
const rows = bundles.map(({ name, startBytes, bytes, dependencies }) => [
  name,
  formatBytes(startBytes),
  formatBytes(bytes),
  Object.keys(dependencies).join(', '),
]);
process.stdout.write(`${formatTable(['dist/', 'au démarrage', 'en tout', 'installé par npm'], rows)}\n`);
