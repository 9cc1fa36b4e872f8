import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

const root = new URL('../..', import.meta.url).pathname;
const folders = ['.ci', 'docs', 'functions', 'shared', 'terraform', 'test'];
const files = [
  '.gitignore',
  '.npmrc',
  'README.md',
  'biome.json',
  'cloudbuild.yaml',
  'knip.json',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
];

test('the top of the project holds its folders and small files, and nothing else', (t) => {
  let listed: string;
  try {
    listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    t.skip(`git does not list the files here: ${error instanceof Error ? error.message : error}`);
    return;
  }
  const top = new Set(listed.split('\0').flatMap((name) => (name === '' ? [] : [name.split('/')[0]])));
  assert.deepEqual([...top].sort(), [...folders, ...files].sort());
});
