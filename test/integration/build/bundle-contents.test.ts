import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { bundleFunction, type FunctionBundle } from '../../../shared/build/function-bundle.ts';
import { readDeploy } from '../../../shared/host/load-functions.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

const names = globSync('functions/*/index.ts').map((file) => path.basename(path.dirname(file)));
const holds = (inputs: readonly string[], name: string) =>
  inputs.some((input) => input.startsWith(`node_modules/${name}/`));
const bundles = new Map<string, FunctionBundle>();
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
before(async () => {
  folder = await temporaryFolder();
  for (const name of names) {
    bundles.set(name, await bundleFunction(`functions/${name}`, path.join(folder.path, name)));
  }
});
after(() => folder.remove());

test('no bundle holds the embedded cloud, the demo, the host or the command line', () => {
  const forbidden =
    /shared\/(?:adapters\/(?:sqlite|duckdb|files)|demo|host|cli|build)\/|wiring\/embedded-cloud\.ts|node_modules\/(?:@duckdb|sharp|busboy)\//;
  for (const [name, { inputs }] of bundles) {
    assert.ok(inputs.includes(`functions/${name}/index.ts`), name);
    assert.deepEqual(
      inputs.filter((input) => forbidden.test(input)),
      [],
      name,
    );
  }
});

test('only functions whose deploy.json names a portal hold puppeteer and leave Chromium to npm', async () => {
  for (const [name, { inputs, dependencies }] of bundles) {
    const { environment } = await readDeploy(`functions/${name}/deploy.json`);
    const opensPortal = environment.includes('PORTAL_RECIPE');
    assert.equal('@sparticuz/chromium' in dependencies, opensPortal, name);
    assert.equal(holds(inputs, 'puppeteer-core'), opensPortal, name);
  }
});

test('what a bundle loads at its start is modules that Node can compile', async () => {
  for (const { atStart } of bundles.values()) {
    for (const file of atStart) await promisify(execFile)(process.execPath, ['--check', file]);
  }
});

test('npm accepts the package.json and the lock of every kind of bundle', async () => {
  const kinds = new Map([...bundles.values()].map((bundle) => [Object.keys(bundle.dependencies).join(), bundle]));
  for (const { folder: bundle } of kinds.values()) {
    await promisify(execFile)('npm', ['ci', '--dry-run', '--offline', '--ignore-scripts'], { cwd: bundle });
  }
});
