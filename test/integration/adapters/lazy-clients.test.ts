import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { it } from 'node:test';
import { promisify } from 'node:util';
import { childEnvironment } from '../../child-environment.ts';

/** Prints every module of Google's that is loaded. */
const watch = `import { registerHooks } from 'node:module';
registerHooks({ load(url, context, next) { if (url.includes('@google-cloud')) console.log(url); return next(url, context); } });`;

it('importing the adapters of Google loads no client of Google', async () => {
  const adapters = ['google-storage/google-objects.ts', 'bigquery/bigquery-warehouse.ts'];
  const imports = adapters.map((name) => `import '${new URL(`../../../shared/adapters/${name}`, import.meta.url)}';`);
  const load = async (text: string) => {
    const options = [
      '--import',
      `data:text/javascript,${encodeURIComponent(watch)}`,
      '--input-type=module',
      '-e',
      text,
    ];
    const cwd = new URL('../../..', import.meta.url);
    return (await promisify(execFile)(process.execPath, options, { cwd, env: childEnvironment() })).stdout;
  };
  assert.equal(await load(imports.join('\n')), '');
  assert.match(await load("import '@google-cloud/storage';"), /@google-cloud\/storage/);
});
