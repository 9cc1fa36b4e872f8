import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import * as z from 'zod';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const page = read('docs/privacy.md');
const sources = globSync('{functions,shared}/**/*.ts', { cwd: root })
  .filter((file) => !file.startsWith('shared/demo/'))
  .map(read);

/** Every name must stand in the page's table, in backquotes. */
function assertTold(names: Iterable<string>, what: string): void {
  const missing = [...new Set(names)].filter((name) => !page.includes(`\`${name}\``));
  assert.deepEqual(missing, [], `docs/privacy.md does not say what is in these ${what}`);
}

test('docs/privacy.md tells of every collection of documents', () => {
  const named = sources.flatMap((source) =>
    [...source.matchAll(/typedCollection\(\s*\w+,\s*'([\w-]+)'/g)].map(([, name = '']) => name),
  );
  const constant = sources.flatMap((source) =>
    [...source.matchAll(/\b(?:\w*[cC]ollection) = '([\w-]+)'/g)].map(([, name = '']) => name),
  );
  const listed = sources.flatMap((source) =>
    [...source.matchAll(/\bname: '([\w-]+)', schema\b/g)].map(([, name = '']) => name),
  );
  assert.ok(listed.includes('reservations'), 'the collections of the reservations were not read');
  assert.ok(named.length >= 8, 'suspiciously few collections were read');
  assertTold([...named, ...constant, ...listed], 'collections');
});

test('docs/privacy.md tells of every bucket and dataset', () => {
  const access = z.looseObject({
    buckets: z.record(z.string(), z.string()).default({}),
    datasets: z.record(z.string(), z.string()).default({}),
  });
  const deploys = globSync('functions/*/deploy.json', { cwd: root }).map((file) =>
    z.looseObject({ access: access.prefault({}) }).parse(JSON.parse(read(file))),
  );
  assertTold(
    deploys.flatMap((deploy) => Object.keys(deploy.access.buckets)),
    'buckets',
  );
  const tables = z
    .array(z.looseObject({ dataset: z.string() }))
    .parse(JSON.parse(read('terraform/generated/tables.json')));
  assertTold(
    [...tables.map(({ dataset }) => dataset), ...deploys.flatMap((deploy) => Object.keys(deploy.access.datasets))],
    'datasets',
  );
});
