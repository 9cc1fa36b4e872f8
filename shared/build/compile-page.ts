import path from 'node:path';
import { build } from 'esbuild';
import type { PageFile } from '../pages/page-file.ts';

const icon = path.resolve(import.meta.dirname, '../pages/style/icon.svg');

/**
 * Compiles a page's folder for browsers: `page.ts` and all it imports into one module, `page.css` likewise, its fonts and its
 * icon. The same content always has the same name.
 * @throws Error that names the file and line that cannot be compiled.
 */
export async function compilePage(folder: string): Promise<readonly PageFile[]> {
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: { page: path.join(folder, 'page.ts'), 'page.css': path.join(folder, 'page.css'), icon },
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.svg': 'copy', '.woff2': 'file' },
    outdir: folder,
    write: false,
    bundle: true,
    minify: true,
    platform: 'browser',
    target: ['es2023', 'chrome123', 'firefox121', 'safari17.5'],
    format: 'esm',
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'silent',
  });
  return outputFiles
    .map(({ path: file, contents }) => ({ name: fileNameOf(file), read: async () => new Uint8Array(contents) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** esbuild calls the style sheet by its entry: `page.css-<hash>.css`. */
function fileNameOf(file: string): string {
  return path.basename(file).replace(/^page\.css-/, 'page-');
}
