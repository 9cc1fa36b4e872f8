import { globSync } from 'node:fs';
import path from 'node:path';
import { createBigqueryWarehouse } from '../../../shared/adapters/bigquery/bigquery-warehouse.ts';
import { createFirestoreDocuments } from '../../../shared/adapters/firestore/firestore-documents.ts';
import { createGoogleObjects } from '../../../shared/adapters/google-storage/google-objects.ts';
import { readDeploy } from '../../../shared/host/load-functions.ts';
import { startBigqueryDouble } from '../../contract/doubles/bigquery/bigquery-double.ts';
import { startMetadataDouble } from '../../contract/doubles/metadata-double.ts';
import { startSecretManagerDouble } from '../../contract/doubles/secret-manager-double.ts';
import { startStorageDouble } from '../../contract/doubles/storage/storage-double.ts';
import { testClient } from '../../contract/doubles/test-client.ts';
import { firestoreEmulator, pubsubEmulator, startEmulator } from '../emulators.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** The doubles' only project. */
export const projectId = 'test-project';
const bucketPrefix = 'test-';
const databaseId = 'terrain';

export type GoogleProject = Awaited<ReturnType<typeof startGoogleProject>>;

/** A project on this machine: Google's emulators of Firestore and Pub/Sub, doubles of what has none, these secrets. */
export async function startGoogleProject(secrets: Readonly<Record<string, string>>) {
  const firestore = await startEmulator(firestoreEmulator);
  const pubsub = await startEmulator(pubsubEmulator);
  const metadata = await startMetadataDouble();
  const storage = await startStorageDouble();
  const bigquery = await startBigqueryDouble(storage.objects);
  const secretManager = await startSecretManagerDouble(projectId, secrets);
  for (const bucket of ['settings', ...(await bucketsOfFunctions())]) storage.makeBucket(`${bucketPrefix}${bucket}`);
  process.env.FIRESTORE_EMULATOR_HOST = firestore.host;
  process.env.PUBSUB_EMULATOR_HOST = pubsub.host;

  const documents = createFirestoreDocuments({ projectId, databaseId });
  const objects = createGoogleObjects({ bucketPrefix, client: testClient(storage) });
  const warehouse = createBigqueryWarehouse({ bucketPrefix, objects, client: testClient(bigquery) });
  return {
    documents,
    objects,
    warehouse,
    /** What Terraform gives every function, and where the emulators and doubles are. */
    environment: {
      TERRAIN_CLOUD: 'google',
      GOOGLE_CLOUD_PROJECT: projectId,
      BUCKET_PREFIX: bucketPrefix,
      FIRESTORE_DATABASE: databaseId,
      BIGQUERY_LOCATION: 'EU',
      FIRESTORE_EMULATOR_HOST: firestore.host,
      PUBSUB_EMULATOR_HOST: pubsub.host,
      GCE_METADATA_HOST: new URL(metadata.url).host,
      METADATA_SERVER_DETECTION: 'assume-present',
      GOOGLE_ENDPOINTS: JSON.stringify({
        storage: storage.url,
        bigquery: bigquery.url,
        secretManager: secretManager.url,
      }),
    },
    async close() {
      await documents.close();
      for (const double of [metadata, bigquery, storage, secretManager]) await double.close();
      await firestore.stop();
      await pubsub.stop();
    },
  };
}

/** The buckets that Terraform makes of the functions' deploy.json. */
async function bucketsOfFunctions(): Promise<readonly string[]> {
  const files = globSync('functions/*/deploy.json', { cwd: root });
  const deploys = await Promise.all(files.map((file) => readDeploy(path.join(root, file))));
  return [...new Set(deploys.flatMap(({ access }) => Object.keys(access.buckets)))];
}
