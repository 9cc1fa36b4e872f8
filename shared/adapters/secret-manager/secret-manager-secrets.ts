import { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import { InvalidRequestError, NotFoundError } from '../../ports/failures.ts';
import type { SecretStore } from '../../ports/secrets.ts';

export interface SecretManagerOptions {
  readonly projectId: string;
  /** Another address than Google's, for tests. */
  readonly endpoint?: string;
}

/** Source: https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets */
const namePattern = /^[\w-]{1,255}$/;
/** gRPC's names of failures that another try does not mend, but a person may. */
const permissionDenied = 7;
const missingCodes = new Set<unknown>([5, permissionDenied, 9]);
const limitMs = 20_000;

/**
 * The latest version of each secret in the project's Secret Manager. It is asked once at a start, over plain HTTP: a
 * channel of gRPC would not pay. Without the right to read a secret, Google does not say whether it is there, so that both
 * are a `NotFoundError`, which tells what to look at.
 */
export function createSecretManagerSecrets({ projectId, endpoint }: SecretManagerOptions): SecretStore {
  const place = endpoint === undefined ? {} : placeOf(new URL(endpoint));
  const secretManager = new SecretManagerServiceClient({ fallback: true, projectId, ...place });

  return {
    async get(name) {
      if (!namePattern.test(name)) throw new InvalidRequestError(`"${name}" is no name of a secret`);
      const version = `projects/${projectId}/secrets/${name}/versions/latest`;
      try {
        const [answer] = await secretManager.accessSecretVersion({ name: version }, { timeout: limitMs });
        const data = answer.payload?.data;
        if (data === undefined || data === null) throw missing(name, projectId);
        return typeof data === 'string' ? data : Buffer.from(data).toString('utf8');
      } catch (error) {
        throw toPortFailure(name, projectId, error);
      }
    },
  };
}

/** The client takes an address in parts. */
function placeOf({ hostname, port, protocol }: URL) {
  return { apiEndpoint: hostname, port: Number(port), protocol: protocol.replace(':', '') };
}

function toPortFailure(name: string, projectId: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  if (missingCodes.has(error.code)) return missing(name, projectId, error);
  return new Error(`secret "${name}" of ${projectId} could not be read: ${error.message}`, { cause: error });
}

function missing(name: string, projectId: string, cause?: Error): NotFoundError {
  const wayOut =
    'add a version to it, and let the function’s service account read it (roles/secretmanager.secretAccessor)';
  return new NotFoundError(`secret "${name}" is missing in ${projectId}, or may not be read: ${wayOut}`, { cause });
}
