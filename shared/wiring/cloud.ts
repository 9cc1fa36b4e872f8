import { systemClock } from '../adapters/system/system-clock.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore } from '../ports/documents.ts';
import type { Logger } from '../ports/logger.ts';
import type { Publisher } from '../ports/messages.ts';
import type { ObjectStore } from '../ports/objects.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import { createLogger } from '../runtime/log.ts';
import { ConfigurationError } from '../runtime/read-env.ts';
import { embeddedCloud } from './embedded-cloud.ts';
import type { CloudEnvironment } from './environment.ts';

/** The ports a function may need, on the cloud that the environment names. */
export interface Cloud {
  readonly documents: DocumentStore;
  readonly objects: ObjectStore;
  readonly publisher: Publisher;
  readonly warehouse: Warehouse;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  /** Names this instance in leases. */
  readonly owner: string;
  readonly logger: Logger;
}

/** Opens the cloud of the environment for a function. @throws ConfigurationError when that cloud is not there. */
export function openCloud(functionName: string, environment: CloudEnvironment): Cloud {
  if (environment.TERRAIN_CLOUD === 'google') {
    throw new ConfigurationError('TERRAIN_CLOUD : cette version ne connaît que « embedded »');
  }
  const { broker, documents, objects, warehouse, secrets, owner } = embeddedCloud(environment.TERRAIN_DATA);
  const logger = createLogger({ function: functionName, level: environment.LOG_LEVEL });
  return { documents, objects, publisher: broker, warehouse, secrets, owner, clock: systemClock, logger };
}

const secretReference = /^secret:(.+)$/;

/** A variable's value, read from the secrets when it says `secret:NAME`. */
export async function resolveSecret(value: string, secrets: SecretStore): Promise<string> {
  const name = secretReference.exec(value)?.[1];
  return name === undefined ? value : secrets.get(name);
}
