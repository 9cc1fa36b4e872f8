import type { DocumentStore } from '../ports/documents.ts';
import { NotFoundError } from '../ports/failures.ts';
import type { Publisher } from '../ports/messages.ts';
import type { ObjectStore } from '../ports/objects.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import { ConfigurationError } from '../runtime/read-env.ts';
import { type EmbeddedCloud, embeddedCloud } from './embedded-cloud.ts';
import type { CloudEnvironment } from './environment.ts';
import {
  googleDocuments,
  googleObjects,
  googleOwner,
  googlePublisher,
  googleSecrets,
  googleWarehouse,
} from './google-cloud.ts';
import { requireIndexes } from './indexes.ts';
import { tracedPublisher } from './traced-publisher.ts';

// One function a port: a bundle holds the adapters of those that its function opens, and no others. All of them may be
// called again: a process has one of each. @throws ConfigurationError when the environment lacks what its cloud needs.

/** Firestore; SQLite when embedded. Queries whose index is not declared are refused by both. */
export function openDocuments(environment: CloudEnvironment): DocumentStore {
  return requireIndexes(isGoogle(environment) ? googleDocuments(environment) : embedded(environment).documents);
}

/** Cloud Storage; files when embedded. */
export function openObjects(environment: CloudEnvironment): ObjectStore {
  return isGoogle(environment) ? googleObjects(environment) : embedded(environment).objects;
}

/** Pub/Sub; SQLite when embedded. What is published stays in the trace of the work that publishes it. */
export function openPublisher(environment: CloudEnvironment): Publisher {
  return tracedPublisher(isGoogle(environment) ? googlePublisher(environment) : embedded(environment).publisher);
}

/** BigQuery; DuckDB when embedded. */
export function openWarehouse(environment: CloudEnvironment): Warehouse {
  return isGoogle(environment) ? googleWarehouse(environment) : embedded(environment).warehouse;
}

/** Secret Manager; environment variables when embedded. */
export function openSecrets(environment: CloudEnvironment): SecretStore {
  return isGoogle(environment) ? googleSecrets(environment) : embedded(environment).secrets;
}

/** Names this instance in leases. */
export function leaseOwner(environment: CloudEnvironment): string {
  return isGoogle(environment) ? googleOwner : embedded(environment).owner;
}

function isGoogle({ TERRAIN_CLOUD }: CloudEnvironment): boolean {
  return TERRAIN_CLOUD === 'google';
}

function embedded({ TERRAIN_DATA }: CloudEnvironment): EmbeddedCloud {
  return embeddedCloud(TERRAIN_DATA);
}

const secretReference = /^secret:(.+)$/;

/** A variable's value, read from the secrets when it says `secret:NAME`. @throws ConfigurationError that names a secret that is not there. */
export async function resolveSecret(value: string, environment: CloudEnvironment): Promise<string> {
  const name = secretReference.exec(value)?.[1];
  if (name === undefined) return value;
  try {
    return await openSecrets(environment).get(name);
  } catch (cause) {
    if (!(cause instanceof NotFoundError)) throw cause;
    throw new ConfigurationError(`Le secret « ${name} » manque, ou ne peut pas être lu : ${cause.message}`, {
      cause,
      missing: [name],
    });
  }
}
