/** Runs the tests that a change can break: those that reach a file changed since HEAD, or since the revision given. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cruise } from 'dependency-cruiser';

const base = process.argv[2] ?? 'HEAD';
const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).split('\n').filter(Boolean);
const changed = [...git('diff', '--name-only', base), ...git('ls-files', '--others', '--exclude-standard')];

const { output } = await cruise(['test'], { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true });
if (typeof output === 'string') throw new Error(output);
const importers = new Map<string, string[]>();
for (const { source, dependencies } of output.modules) {
  for (const { resolved } of dependencies) importers.set(resolved, [...(importers.get(resolved) ?? []), source]);
}

const reached = new Set<string>();
const waiting = [...changed];
for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
  if (reached.has(file)) continue;
  reached.add(file);
  waiting.push(...(importers.get(file) ?? []));
}
// Scenarios take minutes: `npm test` runs them.
const tests = [...reached].filter((file) => file.endsWith('.test.ts') && !file.startsWith('test/scenarios/'));
console.log(`${changed.length} changed files, ${tests.length} test files`);
if (tests.length > 0) {
  const { status } = spawnSync(process.execPath, ['--test', ...tests], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
