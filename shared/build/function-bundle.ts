import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { cloudOnly } from './cloud-only.ts';
import { deployedPackage, type Lock, lockSchema } from './deployed-package.ts';

/** What a bundle was made of. Paths are relative to the project's root. */
export interface FunctionBundle {
  readonly name: string;
  readonly folder: string;
  readonly bytes: number;
  /** The source files whose code is in it. */
  readonly inputs: readonly string[];
  /** The npm packages it leaves to `npm ci`: its package.json declares these and no others. */
  readonly dependencies: Readonly<Record<string, string>>;
}

const root = path.resolve(import.meta.dirname, '../..');

/**
 * functions-framework must be the very one that runs the function; the others bring files that are not JavaScript.
 * Everything else is bundled: one file loads many times faster than the hundreds it is made of.
 */
const leftToNpm = ['@google-cloud/functions-framework', '@sparticuz/chromium', 'sharp', '@duckdb/node-api'];

// CommonJS packages inside an ES module still ask for these.
const commonJsNames = [
  "import { createRequire as createRequireOfBundle } from 'node:module';",
  'const require = createRequireOfBundle(import.meta.url);',
  'const { filename: filenameOfBundle, dirname: dirnameOfBundle } = import.meta;',
].join('\n');

/**
 * Bundles one function's folder for the cloud into `folder`, which is emptied first: `index.mjs`, its source map,
 * `package.json` and `package-lock.json`.
 */
export async function bundleFunction(source: string, folder: string): Promise<FunctionBundle> {
  const name = path.basename(source);
  await rm(folder, { recursive: true, force: true });
  // `.mjs`: functions-framework then imports it at once, instead of loading a package that looks for the `type`.
  const outfile = path.join(folder, 'index.mjs');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [path.join(source, 'index.ts')],
    outfile,
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
    external: leftToNpm.flatMap((name) => [name, `${name}/*`]),
    plugins: [cloudOnly],
  });
  const output = Object.entries(metafile.outputs).find(([file]) => file.endsWith('index.mjs'))?.[1];
  if (output === undefined) throw new Error(`esbuild wrote no index.mjs for ${name}`);
  const deployed = deployedPackage(name, askedOfNpm(output), await readRootLock());
  await writeFile(path.join(folder, 'package.json'), toText(deployed.manifest));
  await writeFile(path.join(folder, 'package-lock.json'), toText(deployed.lock));
  const inputs = Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [file] : [],
  );
  return { name, folder, bytes: output.bytes, inputs, dependencies: deployed.manifest.dependencies };
}

/** Which of them the bundle asks for. What else it leaves out are optional packages that npm has not installed either. */
function askedOfNpm({ imports }: Metafile['outputs'][string]): string[] {
  const asked = imports.filter(({ external }) => external === true).map(({ path: name }) => name);
  return leftToNpm.filter((name) => asked.some((one) => one === name || one.startsWith(`${name}/`)));
}

async function readRootLock(): Promise<Lock> {
  return lockSchema.parse(JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')));
}

const toText = (json: object) => `${JSON.stringify(json, null, 2)}\n`;
