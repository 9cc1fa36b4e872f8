import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const alerts = [...read('terraform/alerts.tf').matchAll(/^ {6}(\w+) = \{\n\s+title\s+= "([^"]+)"/gm)];
const sections = new Map(
  read('docs/runbook.md')
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section]),
);

test('docs/runbook.md has a section for each alert of Terraform, and for no other', () => {
  assert.ok(alerts.length >= 8, 'suspiciously few alerts were read');
  assert.deepEqual([...sections.keys()].sort(), alerts.map(([, name = '']) => name).sort());
});

test('each section names its alert and says what it means, where to look, what to do', () => {
  for (const [, name = '', title = ''] of alerts) {
    const section = sections.get(name) ?? '';
    assert.ok(section.includes(`"${title}"`), `${name} does not say « ${title} »`);
    for (const part of ['**What it means.**', '**Look here.**', '**Do this.**'])
      assert.ok(section.includes(part), `${name} lacks ${part}`);
  }
});

test('each alert that is sent leads to its section', () => {
  assert.match(read('terraform/alerts.tf'), /docs\/runbook\.md#\$\{each\.key\}/);
});
