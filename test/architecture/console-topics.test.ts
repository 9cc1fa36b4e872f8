import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import * as z from 'zod';

const root = path.resolve(import.meta.dirname, '../..');
const deploySchema = z.looseObject({
  trigger: z.looseObject({ topics: z.array(z.string()).default([]) }),
  publishes: z.array(z.string()).default([]),
});
const deployOf = (file: string) => deploySchema.parse(JSON.parse(readFileSync(path.join(root, file), 'utf8')));

test('the console may send to every topic that a function hears, so that whatever was rejected can be sent again', () => {
  const files = globSync('functions/*/deploy.json', { cwd: root });
  const heard = files.flatMap((file) => deployOf(file).trigger.topics);
  assert.ok(heard.length >= 15, 'suspiciously few topics were read');
  const { publishes } = deployOf('functions/serve-console/deploy.json');
  assert.deepEqual(heard.filter((topic) => !publishes.includes(topic)).sort(), []);
});
