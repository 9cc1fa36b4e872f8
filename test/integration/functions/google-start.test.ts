import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { readEnv } from '../../../shared/runtime/read-env.ts';
import { openDocuments, openObjects, openPublisher, openWarehouse } from '../../../shared/wiring/cloud.ts';
import { type CloudEnvironment, cloudEnvironment } from '../../../shared/wiring/environment.ts';
import { startMetadataDouble } from '../../contract/doubles/metadata-double.ts';
import { startSecretManagerDouble } from '../../contract/doubles/secret-manager-double.ts';
import { startUnderFramework } from '../framework-process.ts';

const project = 'terrain-essai';
const settings = {
  TERRAIN_CLOUD: 'google',
  GOOGLE_CLOUD_PROJECT: project,
  BUCKET_PREFIX: 'terrain-essai-',
  INTERVENTIONS_API_URL: 'https://api.example.com/interventions',
  PHOTO_DATA_API_URL: 'https://api.example.com/photo-data',
  PHOTO_API_URL: 'https://api.example.com/photos',
  INTERVENTIONS_API_TOKEN: 'secret:INTERVENTIONS_API_TOKEN',
};

/** A machine of Google's whose project has these secrets. */
async function arrange(t: TestContext, secrets: Readonly<Record<string, string>>) {
  const metadata = await startMetadataDouble();
  const secretManager = await startSecretManagerDouble(project, secrets);
  t.after(async () => {
    await metadata.close();
    await secretManager.close();
  });
  return {
    ...settings,
    GCE_METADATA_HOST: new URL(metadata.url).host,
    METADATA_SERVER_DETECTION: 'assume-present',
    GOOGLE_ENDPOINTS: JSON.stringify({ secretManager: secretManager.url }),
  };
}

const start = (name: string, environment: Readonly<Record<string, string>>) =>
  startUnderFramework(`functions/${name}`, name, environment);

test('in the cloud a function starts on its secrets alone: it asks nothing else of Google before its first message', async (t) => {
  const environment = await arrange(t, { INTERVENTIONS_API_TOKEN: 'jeton' });
  const running = await start('send-intervention', environment);
  await running.stop();
});

test('in the cloud a missing secret stops the start and is named', async (t) => {
  const environment = await arrange(t, {});
  await assert.rejects(
    start('send-intervention', environment),
    /Le secret « INTERVENTIONS_API_TOKEN » manque, ou ne peut pas être lu.*terrain-essai/,
  );
});

test('in the cloud the secrets that the portal’s recipe names for a function are looked for at its start', async (t) => {
  const portal = { PORTAL_URL: 'https://portail.example.com', PORTAL_USER: 'x' };
  const environment = { ...(await arrange(t, portal)), PORTAL_RECIPE: 'shared/demo/portal-recipe.yaml' };
  await assert.rejects(start('collect-photos', environment), (error) => {
    assert.match(String(error), /secrets qui manquent :\n- PORTAL_PASSWORD/);
    assert.doesNotMatch(String(error), /DOCUMENTS_/, 'only collect-names goes there');
    return true;
  });
  await assert.rejects(
    start('collect-names', environment),
    /DOCUMENTS_URL.*\n.*DOCUMENTS_USER.*\n.*DOCUMENTS_PASSWORD/,
  );
});

test('in the cloud a missing project stops the start and is named', async (t) => {
  const { GOOGLE_CLOUD_PROJECT: _, ...incomplete } = await arrange(t, {});
  await assert.rejects(start('rename-photos', incomplete), /GOOGLE_CLOUD_PROJECT : manquante/);
});

// The rest without processes: a start opens its ports and reads its environment by these very functions.

const ports: readonly [string, (environment: CloudEnvironment) => unknown][] = [
  ['documents', openDocuments],
  ['objects', openObjects],
  ['publisher', openPublisher],
  ['warehouse', openWarehouse],
];
for (const [name, open] of ports) {
  test(`the ${name} of Google, opened without what they need, name it at once`, () => {
    const isOfBuckets = ['objects', 'warehouse'].includes(name);
    const needed = isOfBuckets ? 'BUCKET_PREFIX' : 'GOOGLE_CLOUD_PROJECT';
    const { [needed]: _, ...incomplete } = settings;
    assert.throws(() => open(readEnv(cloudEnvironment, incomplete)), new RegExp(`${needed} : manquante`));
  });
}

for (const [variable, value] of [
  ['GOOGLE_CLOUD_PROJECT', 'Mon Projet'],
  ['TERRAIN_CLOUD', 'azure'],
  ['MAXIMUM_BYTES_BILLED', '10 Go'],
  ['GOOGLE_ENDPOINTS', '{"storage": "nowhere"}'],
  ['GOOGLE_ENDPOINTS', 'http://127.0.0.1'],
] as const) {
  test(`in the cloud ${variable}=${value} is refused and named`, () => {
    assert.throws(() => readEnv(cloudEnvironment, { ...settings, [variable]: value }), new RegExp(`- ${variable} :`));
  });
}
