import path from 'node:path';
import { build, type OutputFile } from 'esbuild';
import { cloudOnly } from './cloud-only.ts';
import { namedExports } from './named-exports.ts';
import { type ReachedFiles, reachedFrom } from './reached-files.ts';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * functions-framework must be the very one that runs the function; the others bring files that are not JavaScript.
 * Everything else is bundled: few files load many times faster than the hundreds they are made of.
 */
export const leftToNpm = [
  '@google-cloud/functions-framework',
  '@sparticuz/chromium',
  'sharp',
  '@duckdb/node-api',
  '@resvg/resvg-js',
  '@expo-google-fonts/inter',
];

// CommonJS packages inside an ES module still ask for these.
const commonJsNames = [
  "import { createRequire as createRequireOfBundle } from 'node:module';",
  'const require = createRequireOfBundle(import.meta.url);',
  'const { filename: filenameOfBundle, dirname: dirnameOfBundle } = import.meta;',
].join('\n');

/**
 * Compiles a function's folder into the files of its bundle, without writing them.
 * `packages: 'external'` leaves all npm packages out, which is a hundred times faster: it shows what is imported, and when.
 */
export async function compileFunction(
  source: string,
  folder: string,
  packages: 'bundle' | 'external' = 'bundle',
): Promise<{ readonly reached: ReachedFiles; readonly outputFiles: readonly OutputFile[] }> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    // `.mjs`: functions-framework then imports it at once, instead of loading a package that looks for the `type`.
    entryPoints: { index: path.join(source, 'index.ts') },
    outExtension: { '.js': '.mjs' },
    outdir: folder,
    // What is imported at its first use is a file of its own: a start does not read it.
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // Not minified: it would start no sooner, and a stack would say nothing.
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
    banner: { js: commonJsNames },
    define: { __filename: 'filenameOfBundle', __dirname: 'dirnameOfBundle' },
    packages,
    external: leftToNpm.flatMap((one) => [one, `${one}/*`]),
    plugins: [cloudOnly, namedExports],
  });
  const reached = reachedFrom(path.join(folder, 'index.mjs'), metafile, root);
  const kept = new Set(reached.files);
  return { reached, outputFiles: outputFiles.filter((file) => kept.has(file.path.replace(/\.map$/, ''))) };
}
