import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { usage } from '../../../shared/cli/usage.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
);

/** The npm commands of the README's code, each once. */
const commands = [...new Set(readme.match(/npm (?:run [\w:]+|start|test)/g))];

test('the README’s npm commands are scripts of package.json', () => {
  assert.ok(commands.length >= 6);
  for (const command of commands) {
    const script = command.replace(/^npm (run )?/, '');
    assert.ok(script in scripts, command);
  }
  // What it does is tried in test/scenarios/whole-house.test.ts.
  assert.equal(scripts.start, 'node shared/cli/terrain.ts start');
});

test('the README and the command line know the same commands', () => {
  const [, table = ''] = /^\| command \| does \|\n([\s\S]*?)\n\n/m.exec(readme) ?? [];
  const told = new Set([...table.matchAll(/^\| `(\w+)/gm)].map(([, name]) => name));
  const known = new Set([...usage.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name));
  assert.deepEqual([...told].sort(), [...known].sort());
});

test('every file that the README links is there', () => {
  for (const [, link = ''] of readme.matchAll(/\]\((?!http)([^)#]+)\)/g)) readFileSync(path.join(root, link));
});
