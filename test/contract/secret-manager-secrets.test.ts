import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createSecretManagerSecrets } from '../../shared/adapters/secret-manager/secret-manager-secrets.ts';
import { InvalidRequestError, NotFoundError } from '../../shared/ports/failures.ts';
import { startSecretManagerDouble } from './doubles/secret-manager-double.ts';
import { onGoogleMachine } from './doubles/test-client.ts';
import { secretsContract } from './secrets-contract.ts';

onGoogleMachine();

async function open(secrets: Readonly<Record<string, string>>, projectId = 'test-project') {
  const double = await startSecretManagerDouble('test-project', secrets);
  const subject = createSecretManagerSecrets({ projectId, endpoint: double.url });
  return { subject, double, close: double.close };
}

async function openFor(t: TestContext, secrets: Readonly<Record<string, string>>, projectId?: string) {
  const { subject, double, close } = await open(secrets, projectId);
  t.after(close);
  return { subject, double };
}

secretsContract('Secret Manager', open);

test('Secret Manager: accents and line ends come back as they are', async (t) => {
  const { subject } = await openFor(t, { NOTE: 'été\nhiver\n' });
  assert.equal(await subject.get('NOTE'), 'été\nhiver\n');
});

test('Secret Manager: a secret that may not be read is named like one that is missing', async (t) => {
  const { subject } = await openFor(t, { NOTE: 'x' }, 'another-project');
  await assert.rejects(subject.get('NOTE'), (error) => {
    assert.ok(error instanceof NotFoundError, String(error));
    assert.match(error.message, /"NOTE".*another-project.*secretAccessor/);
    return true;
  });
});

test('Secret Manager: a passing failure is tried again', async (t) => {
  const { subject, double } = await openFor(t, { NOTE: 'x' });
  double.faults.push({ matches: /secrets\/NOTE/, kind: 503, times: 1 });
  assert.equal(await subject.get('NOTE'), 'x');
});

test('Secret Manager: a name that leaves its place is refused', async (t) => {
  const { subject, double } = await openFor(t, { NOTE: 'x' });
  await assert.rejects(subject.get('../NOTE'), InvalidRequestError);
  assert.deepEqual(double.requests, []);
});
