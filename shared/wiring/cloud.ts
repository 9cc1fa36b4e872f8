import type { DocumentStore } from '../ports/documents.ts';
import type { Publisher } from '../ports/messages.ts';
import type { ObjectStore } from '../ports/objects.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import { ConfigurationError } from '../runtime/read-env.ts';
import { type EmbeddedCloud, embeddedCloud } from './embedded-cloud.ts';
import type { CloudEnvironment } from './environment.ts';
import { requireIndexes } from './indexes.ts';

// One function a port: a bundle holds the adapters of those that its function opens, and no others. All of them may be
// called again: a process has one of each. @throws ConfigurationError when the environment's cloud is not there.

/** Firestore; SQLite when embedded. Queries whose index is not declared are refused by both. */
export function openDocuments(environment: CloudEnvironment): DocumentStore {
  return requireIndexes(embedded(environment).documents);
}

/** Cloud Storage; files when embedded. */
export function openObjects(environment: CloudEnvironment): ObjectStore {
  return embedded(environment).objects;
}

/** Pub/Sub; SQLite when embedded. */
export function openPublisher(environment: CloudEnvironment): Publisher {
  return embedded(environment).broker;
}

/** BigQuery; DuckDB when embedded. */
export function openWarehouse(environment: CloudEnvironment): Warehouse {
  return embedded(environment).warehouse;
}

/** Secret Manager; environment variables when embedded. */
export function openSecrets(environment: CloudEnvironment): SecretStore {
  return embedded(environment).secrets;
}

/** Names this instance in leases. */
export function leaseOwner(environment: CloudEnvironment): string {
  return embedded(environment).owner;
}

function embedded(environment: CloudEnvironment): EmbeddedCloud {
  if (environment.TERRAIN_CLOUD === 'google') {
    throw new ConfigurationError('TERRAIN_CLOUD : cette version ne connaît que « embedded »');
  }
  return embeddedCloud(environment.TERRAIN_DATA);
}

const secretReference = /^secret:(.+)$/;

/** A variable's value, read from the secrets when it says `secret:NAME`. @throws NotFoundError when it is not there. */
export async function resolveSecret(value: string, environment: CloudEnvironment): Promise<string> {
  const name = secretReference.exec(value)?.[1];
  return name === undefined ? value : openSecrets(environment).get(name);
}
