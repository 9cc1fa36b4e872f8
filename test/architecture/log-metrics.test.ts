import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');
const alerts = readFileSync(path.join(root, 'terraform/alerts.tf'), 'utf8');
const sources = globSync(['functions/*/*.ts', 'shared/{runtime,pipeline,wiring}/*.ts'], { cwd: root }).map((file) =>
  readFileSync(path.join(root, file), 'utf8'),
);

test('every log line that an alert counts is one that the code writes, with the field it is counted by', () => {
  const counted = [...alerts.matchAll(/message = "=~?\\"\^?([^\\]+)\\"", label = "(\w+)"/g)];
  assert.ok(counted.length >= 3, 'suspiciously few counted lines were read');
  for (const [, message = '', label = ''] of counted) {
    const calls = sources.flatMap((source) =>
      [...source.matchAll(/logger\.\w+\(([^;]*)\);/g)].map(([, call = '']) => call),
    );
    const writer = calls.find((call) => /^['`]/.test(call) && call.slice(1).startsWith(message));
    assert.ok(writer !== undefined, `nothing logs « ${message} »`);
    // Every logger binds `function` (shared/runtime/log.ts).
    assert.ok(label === 'function' || new RegExp(`\\b${label}\\b`).test(writer), `« ${message} » has no ${label}`);
  }
});
