import { randomUUID } from 'node:crypto';
import type { SignUrl } from '../adapters/google-storage/signed-url.ts';
import type { DocumentStore } from '../ports/documents.ts';
import type { Publisher } from '../ports/messages.ts';
import type { ObjectStore } from '../ports/objects.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import { ConfigurationError } from '../runtime/read-env.ts';
import { onShutdown } from '../runtime/shutdown.ts';
import type { CloudEnvironment } from './environment.ts';
import { lazyDocuments, lazyObjects, lazyPublisher, lazySecrets, lazyWarehouse } from './lazy-ports.ts';

// The ports on Google Cloud: one of each in a process. Adapters are imported where they are opened, so that a bundle holds
// those of its function's ports only, and loads Google's client at the first call. What is missing of the environment is
// told at the start all the same.

let documents: DocumentStore | undefined;
let objects: ObjectStore | undefined;
let publisher: Publisher | undefined;
let warehouse: Warehouse | undefined;
let secrets: SecretStore | undefined;

export function googleDocuments(environment: CloudEnvironment): DocumentStore {
  const options = { projectId: projectOf(environment), databaseId: environment.FIRESTORE_DATABASE };
  documents ??= lazyDocuments(async () => {
    const { createFirestoreDocuments } = await import('../adapters/firestore/firestore-documents.ts');
    const firestore = createFirestoreDocuments(options);
    onShutdown(() => firestore.close());
    return firestore;
  });
  return documents;
}

export function googleObjects(environment: CloudEnvironment): ObjectStore {
  const options = { bucketPrefix: prefixOf(environment), client: clientFor(environment, 'storage') };
  objects ??= lazyObjects(async () => {
    const { createGoogleObjects } = await import('../adapters/google-storage/google-objects.ts');
    return createGoogleObjects(options);
  });
  return objects;
}

/** Links to objects for those who have no account. */
export function googleSignedUrls(environment: CloudEnvironment): SignUrl {
  const options = { bucketPrefix: prefixOf(environment), client: clientFor(environment, 'storage') };
  let sign: Promise<SignUrl> | undefined;
  return async (bucket, name, seconds) => {
    sign ??= import('../adapters/google-storage/signed-url.ts').then(({ createSignedUrls }) =>
      createSignedUrls(options),
    );
    return (await sign)(bucket, name, seconds);
  };
}

export function googlePublisher(environment: CloudEnvironment): Publisher {
  const options = { projectId: projectOf(environment) };
  publisher ??= lazyPublisher(async () => {
    const { createPubsubPublisher } = await import('../adapters/pubsub/pubsub-publisher.ts');
    const pubsub = createPubsubPublisher(options);
    onShutdown(() => pubsub.close());
    return pubsub;
  });
  return publisher;
}

export function googleWarehouse(environment: CloudEnvironment): Warehouse {
  const { BIGQUERY_LOCATION: location, MAXIMUM_BYTES_BILLED: maximumBytesBilled } = environment;
  const options = {
    objects: googleObjects(environment),
    bucketPrefix: prefixOf(environment),
    location,
    ...(maximumBytesBilled === undefined ? {} : { maximumBytesBilled }),
    client: clientFor(environment, 'bigquery'),
  };
  warehouse ??= lazyWarehouse(async () => {
    const { createBigqueryWarehouse } = await import('../adapters/bigquery/bigquery-warehouse.ts');
    return createBigqueryWarehouse(options);
  });
  return warehouse;
}

export function googleSecrets(environment: CloudEnvironment): SecretStore {
  const endpoint = environment.GOOGLE_ENDPOINTS.secretManager;
  const options = { projectId: projectOf(environment), ...(endpoint === undefined ? {} : { endpoint }) };
  secrets ??= lazySecrets(async () => {
    const { createSecretManagerSecrets } = await import('../adapters/secret-manager/secret-manager-secrets.ts');
    return createSecretManagerSecrets(options);
  });
  return secrets;
}

/** Names this instance in leases: any other, and the one after a crash, has another name. */
export const googleOwner = randomUUID();

function projectOf({ GOOGLE_CLOUD_PROJECT: project }: CloudEnvironment): string {
  if (project !== undefined) return project;
  throw new ConfigurationError('- GOOGLE_CLOUD_PROJECT : manquante (attendu : le projet de Google Cloud)');
}

function prefixOf({ BUCKET_PREFIX: prefix }: CloudEnvironment): string {
  if (prefix !== undefined) return prefix;
  throw new ConfigurationError(
    '- BUCKET_PREFIX : manquante (attendu : ce qui précède le nom de chaque seau, par exemple mon-projet-)',
  );
}

/** Google's clients need nothing but the project; another address only in tests. */
function clientFor(environment: CloudEnvironment, service: 'storage' | 'bigquery') {
  const endpoint = environment.GOOGLE_ENDPOINTS[service];
  const place = endpoint === undefined ? {} : { apiEndpoint: endpoint, useAuthWithCustomEndpoint: true };
  return { projectId: projectOf(environment), ...place };
}
