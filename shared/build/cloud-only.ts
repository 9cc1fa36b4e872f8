import path from 'node:path';
import type { Plugin } from 'esbuild';

const embedded = path.resolve(import.meta.dirname, '../wiring/embedded-cloud.ts');
const refused = path.resolve(import.meta.dirname, '../wiring/embedded-cloud-left-out.ts');

/**
 * A bundle is for the cloud: the embedded cloud, with SQLite and DuckDB, is left out of it. Whoever asks for it all the same
 * is told so.
 */
export const cloudOnly: Plugin = {
  name: 'cloud-only',
  setup({ onResolve }) {
    onResolve({ filter: /\/embedded-cloud\.ts$/ }, ({ path: asked, resolveDir }) =>
      path.resolve(resolveDir, asked) === embedded ? { path: refused } : undefined,
    );
  },
};
