import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'esbuild';

const listed = path.resolve(import.meta.dirname, '../wiring/export-files.ts');
const folder = path.resolve(import.meta.dirname, '../exports');

/** In a bundle the files of `shared/exports/` are named one by one: there is no folder to read them from. */
export const namedExports: Plugin = {
  name: 'named-exports',
  setup({ onLoad }) {
    onLoad({ filter: /\/export-files\.ts$/ }, async ({ path: asked }) => {
      if (asked !== listed) return undefined;
      const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
      const lines = files.map(
        (file) => `  ${JSON.stringify(file)}: () => import(${JSON.stringify(`../exports/${file}`)}),`,
      );
      return { contents: `export const exportFiles = {\n${lines.join('\n')}\n};\n`, loader: 'js', watchFiles: files };
    });
  },
};
