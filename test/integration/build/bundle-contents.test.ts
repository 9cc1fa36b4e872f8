import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { compileFunction } from '../../../shared/build/compile-function.ts';
import { bundleFunction } from '../../../shared/build/function-bundle.ts';
import type { Deploy } from '../../../shared/host/deploy.ts';
import { readDeploy } from '../../../shared/host/load-functions.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

interface Compiled {
  readonly name: string;
  readonly deploy: Deploy;
  /** Our own files in it. */
  readonly inputs: readonly string[];
  /** The npm packages that it comes to import, and those that it imports at its start. */
  readonly packages: readonly string[];
  readonly startPackages: readonly string[];
}

const bundles: Compiled[] = [];
before(async () => {
  for (const name of globSync('functions/*/index.ts').map((file) => path.basename(path.dirname(file)))) {
    const { reached } = await compileFunction(`functions/${name}`, `dist/${name}`, 'external');
    bundles.push({
      name,
      deploy: await readDeploy(`functions/${name}/deploy.json`),
      inputs: reached.inputs,
      packages: packagesOf(reached.externals),
      startPackages: packagesOf(reached.startExternals),
    });
  }
  assert.ok(bundles.length >= 11, 'suspiciously few functions were bundled');
});

function packagesOf(modules: readonly string[]): string[] {
  const outside = modules.filter((name) => !isBuiltin(name));
  return [...new Set(outside.map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name))].sort();
}

test('no bundle holds the embedded cloud, the demo, the host or the command line', () => {
  const forbidden = /^shared\/(?:adapters\/(?:sqlite|duckdb|files)|demo|host|cli|build)\/|wiring\/embedded-cloud\.ts/;
  for (const { name, inputs } of bundles) {
    assert.ok(inputs.includes(`functions/${name}/index.ts`), name);
    assert.deepEqual(
      inputs.filter((input) => forbidden.test(input)),
      [],
      name,
    );
  }
});

/** What a function imports when its deploy.json says that it needs it, and never else. */
const reasons: Readonly<Record<string, (deploy: Deploy) => boolean>> = {
  '@google-cloud/firestore': ({ access }) => access.documents,
  '@google-cloud/storage': ({ access }) => Object.keys({ ...access.buckets, ...access.datasets }).length > 0,
  '@google-cloud/bigquery': ({ access }) => Object.keys(access.datasets).length > 0,
  '@google-cloud/pubsub': ({ publishes, announces }) => publishes.length + announces.length > 0,
  '@google-cloud/secret-manager': ({ secrets }) => secrets.length > 0,
  '@sparticuz/chromium': ({ environment }) => environment.includes('PORTAL_RECIPE'),
  'puppeteer-core': ({ environment }) => environment.includes('PORTAL_RECIPE'),
  '@duckdb/node-api': () => false,
  '@resvg/resvg-js': ({ trigger }) => trigger.kind === 'http' && trigger.prefix === '/analytics',
  sharp: () => false,
};

for (const [name, isNeeded] of Object.entries(reasons)) {
  test(`exactly the bundles whose deploy.json asks for it import ${name}`, () => {
    const importing = bundles.filter(({ packages }) => packages.includes(name));
    const needing = bundles.filter(({ deploy }) => isNeeded(deploy));
    assert.deepEqual(
      importing.map((bundle) => bundle.name),
      needing.map((bundle) => bundle.name),
    );
  });
}

test('no bundle loads a vendor’s library at its start', () => {
  const light = ['@google-cloud/functions-framework', 'zod'];
  for (const { name, startPackages } of bundles) {
    const heavy = startPackages.filter((one) => !light.includes(one));
    assert.deepEqual(heavy, [], name);
  }
});

// Whole bundles, with all clients between them.
for (const name of ['collect-photos', 'load-fleet']) {
  test(`the bundle of ${name} is code that compiles, with packages that npm accepts`, async () => {
    const folder = await temporaryFolder();
    try {
      const bundle = await bundleFunction(`functions/${name}`, path.join(folder.path, name));
      for (const file of bundle.files) {
        await assert.doesNotReject(transform(await readFile(file, 'utf8'), { format: 'esm' }), file);
      }
      const options = ['--dry-run', '--offline', '--ignore-scripts'];
      await promisify(execFile)('npm', ['ci', ...options], { cwd: bundle.folder });
    } finally {
      await folder.remove();
    }
  });
}
