import path from 'node:path';
import type { Plugin } from 'esbuild';

const shared = path.resolve(import.meta.dirname, '..');

/** What only one machine needs, and what stands in its place in a bundle: it says that it is not there. */
const leftOut = new Map([
  ['wiring/embedded-cloud.ts', 'wiring/embedded-cloud-left-out.ts'],
  ['build/compile-page.ts', 'wiring/page-compiler-left-out.ts'],
]);

/** A bundle is for the cloud: the embedded cloud, with SQLite and DuckDB, and the build itself are left out of it. */
export const cloudOnly: Plugin = {
  name: 'cloud-only',
  setup({ onResolve }) {
    onResolve({ filter: /\/(embedded-cloud|compile-page)\.ts$/ }, ({ path: asked, resolveDir }) => {
      const instead = leftOut.get(path.relative(shared, path.resolve(resolveDir, asked)));
      return instead === undefined ? undefined : { path: path.join(shared, instead) };
    });
  },
};
