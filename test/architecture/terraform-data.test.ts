import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { tablesOf, terraformData } from '../../.ci/terraform-data.ts';
import { interventionsTable } from '../../shared/domain/interventions/warehouse-row.ts';

const folder = path.resolve(import.meta.dirname, '../../terraform/generated');

test('terraform/generated is what the code says: npm run terraform:data writes it', async () => {
  const expected = await terraformData();
  assert.deepEqual(readdirSync(folder).sort(), Object.keys(expected).sort());
  for (const [name, text] of Object.entries(expected)) {
    assert.equal(readFileSync(path.join(folder, name), 'utf8'), text, `${name} is out of date: npm run terraform:data`);
  }
});

test('tables are found alone, in a list and in a record, and nowhere else', () => {
  assert.equal(tablesOf(interventionsTable)[0]?.name, 'interventions');
  assert.equal(tablesOf([interventionsTable, interventionsTable]).length, 2);
  assert.equal(tablesOf({ interventions: interventionsTable }).length, 1);
  assert.deepEqual(tablesOf(['day', { dataset: 'terrain' }, null]), []);
  assert.deepEqual(tablesOf(undefined), []);
});

test('a table that Terraform would not understand is refused rather than left out', () => {
  assert.throws(() => tablesOf({ ...interventionsTable, retentionDays: 3 }), /retentionDays/);
});
