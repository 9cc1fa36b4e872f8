import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fleetTablesPage } from '../../../.ci/fleet-tables-page.ts';

test('docs/fleet-tables.md is what the catalogue says: npm run docs:fleet writes it', () => {
  const file = path.resolve(import.meta.dirname, '../../../docs/fleet-tables.md');
  assert.equal(
    readFileSync(file, 'utf8'),
    fleetTablesPage(),
    'docs/fleet-tables.md is out of date: npm run docs:fleet',
  );
});
