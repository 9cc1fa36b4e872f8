import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { cloudOnly } from './cloud-only.ts';
import { deployedPackage, lockSchema } from './deployed-package.ts';
import { type ReachedFiles, reachedFrom } from './reached-files.ts';

/** What a bundle is made of. */
export interface FunctionBundle extends ReachedFiles {
  readonly name: string;
  readonly folder: string;
  /** The npm packages it leaves to `npm ci`: its package.json declares these and no others. */
  readonly dependencies: Readonly<Record<string, string>>;
}

const root = path.resolve(import.meta.dirname, '../..');

/**
 * functions-framework must be the very one that runs the function; the others bring files that are not JavaScript.
 * Everything else is bundled: few files load many times faster than the hundreds they are made of.
 */
const leftToNpm = ['@google-cloud/functions-framework', '@sparticuz/chromium', 'sharp', '@duckdb/node-api'];

// CommonJS packages inside an ES module still ask for these.
const commonJsNames = [
  "import { createRequire as createRequireOfBundle } from 'node:module';",
  'const require = createRequireOfBundle(import.meta.url);',
  'const { filename: filenameOfBundle, dirname: dirnameOfBundle } = import.meta;',
].join('\n');

/**
 * Bundles one function's folder for the cloud into `folder`, which is emptied first: `index.mjs`, a file for each part that
 * is imported later or not at all, their source maps, `package.json` and `package-lock.json`.
 */
export async function bundleFunction(source: string, folder: string): Promise<FunctionBundle> {
  const name = path.basename(source);
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
    external: leftToNpm.flatMap((one) => [one, `${one}/*`]),
    plugins: [cloudOnly],
  });
  const reached = reachedFrom(path.join(folder, 'index.mjs'), metafile, root);
  const asked = leftToNpm.filter((one) => reached.externals.some((name) => name === one || name.startsWith(`${one}/`)));
  const { manifest, lock } = deployedPackage(name, asked, await readRootLock());

  await rm(folder, { recursive: true, force: true });
  await mkdir(path.join(folder, 'parts'), { recursive: true });
  const kept = outputFiles.filter((file) => reached.files.includes(file.path.replace(/\.map$/, '')));
  await Promise.all([
    ...kept.map((file) => writeFile(file.path, file.contents)),
    writeFile(path.join(folder, 'package.json'), toText(manifest)),
    writeFile(path.join(folder, 'package-lock.json'), toText(lock)),
  ]);
  return { ...reached, name, folder, dependencies: manifest.dependencies };
}

async function readRootLock() {
  return lockSchema.parse(JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')));
}

function toText(json: object): string {
  return `${JSON.stringify(json, null, 2)}\n`;
}
