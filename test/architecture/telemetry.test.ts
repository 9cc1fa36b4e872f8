import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { counters } from '../../shared/ports/counts.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/telemetry.md'), 'utf8');

test('docs/telemetry.md lists every counter with its labels, and no other', () => {
  const told = [...page.matchAll(/^\| (`terrain\.[^|]+)\|([^|]*)\|/gm)].flatMap(([, names = '', labels = '']) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => [name, labels.match(/\w+/g) ?? []]),
  );
  const work = ['terrain.work.count', 'terrain.work.duration'].map((name) => [name, ['function', 'outcome']]);
  const known = [...work, ...Object.entries(counters).map(([name, { labels }]) => [name, [...labels]])];
  assert.deepEqual(Object.fromEntries(told), Object.fromEntries(known));
});
