import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { before, test } from 'node:test';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { rooms, rules } from './import-rules.ts';

const root = new URL('../..', import.meta.url).pathname;

async function readImports(): Promise<ICruiseResult> {
  const { output } = await cruise(['functions', 'shared'], {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: [...rules] },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  });
  assert.ok(typeof output !== 'string');
  return output;
}

let result: ICruiseResult;
before(async () => {
  result = await readImports();
});

test('every file imports only what its room may', () => {
  const broken = result.summary.violations.map(({ from, to, rule }) => `${from} -> ${to}: ${rule.name}`);
  assert.deepEqual(broken, []);
});

test('the rules have seen every source file, and each lies in a room', () => {
  const sources = globSync('{functions,shared}/**/*.ts', { cwd: root });
  const seen = new Set(result.modules.map(({ source }) => source));
  assert.deepEqual(
    sources.filter((source) => !seen.has(source)),
    [],
  );
  assert.ok((result.summary.totalDependenciesCruised ?? 0) > sources.length, 'suspiciously few imports were read');
  assert.deepEqual(
    sources.filter((source) => !rooms.some(({ from }) => new RegExp(from).test(source))),
    [],
  );
});
