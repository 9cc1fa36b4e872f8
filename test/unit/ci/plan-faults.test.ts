import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { planFaults } from '../../../.ci/plan-faults.ts';

const root = path.resolve(import.meta.dirname, '../../..');

interface Resource {
  readonly type: string;
  readonly name?: string;
  readonly index?: string;
  readonly after: object;
}

function planOf(resources: readonly Resource[]) {
  return {
    resource_changes: resources.map(({ type, name = 'this', index, after }) => ({
      address: `${type}.${name}${index === undefined ? '' : `["${index}"]`}`,
      type,
      mode: 'managed',
      ...(index === undefined ? {} : { index }),
      change: { after },
    })),
  };
}

/** What each folder must have, so that only what a test adds can be wrong. */
const complete = globSync('functions/*/deploy.json', { cwd: root }).flatMap((file): Resource[] => {
  const index = path.basename(path.dirname(file));
  return [
    { type: 'google_cloudfunctions2_function', index, after: {} },
    { type: 'google_service_account', name: 'function', index, after: {} },
    { type: 'google_pubsub_topic', name: 'dead', index, after: {} },
  ];
});

function faultsWith(type: string, after: object): readonly string[] {
  return planFaults(planOf([...complete, { type, after }])).faults;
}

test('a plan with all that each folder needs, and nothing else, has no fault', () => {
  assert.deepEqual(planFaults(planOf(complete)), { faults: [], resources: complete.length });
});

test('a folder without its function, account or dead-letter topic is a fault', () => {
  assert.match(planFaults(planOf(complete.slice(1))).faults.join(), /google_cloudfunctions2_function.*is missing/);
  assert.equal(planFaults(planOf([])).faults.length, complete.length);
});

test('rights over the whole project, and rights that replace others’, are faults', () => {
  for (const role of ['roles/editor', 'roles/owner', 'roles/storage.admin']) {
    assert.match(faultsWith('google_project_iam_member', { role, member: 'user:a@b.fr' }).join(), new RegExp(role));
  }
  assert.deepEqual(
    faultsWith('google_project_iam_member', { role: 'roles/bigquery.jobUser', member: 'user:a@b.fr' }),
    [],
  );
  assert.match(faultsWith('google_project_iam_policy', {}).join(), /takes away/);
});

test('an invoker that is everybody is a fault unless the function says why', () => {
  const after = { role: 'roles/run.invoker', member: 'allUsers' };
  assert.match(faultsWith('google_cloud_run_v2_service_iam_member', after).join(), /open to everybody/);
  const byName = planOf([...complete, { type: 'google_cloud_run_v2_service_iam_member', index: 'close-run', after }]);
  assert.match(planFaults(byName).faults.join(), /open to everybody/);
});

test('a bucket that could be public, a key and a written secret are faults', () => {
  assert.match(faultsWith('google_storage_bucket', { uniform_bucket_level_access: true }).join(), /made public/);
  assert.match(
    faultsWith('google_storage_bucket', { public_access_prevention: 'enforced' }).join(),
    /object by object/,
  );
  assert.match(faultsWith('google_service_account_key', {}).join(), /key file/);
  assert.match(faultsWith('google_secret_manager_secret_version', {}).join(), /secret's value/);
});

test('a push subscription without retry or dead-letter policy is a fault', () => {
  const after = { push_config: [{}], retry_policy: [{}], dead_letter_policy: [] };
  assert.match(faultsWith('google_pubsub_subscription', after).join(), /no dead_letter_policy/);
});

test('what is no plan is refused', () => {
  assert.throws(() => planFaults({ format_version: '1.2' }), /resource_changes/);
});
