import { NotFoundError } from '../../ports/failures.ts';
import type { SecretStore } from '../../ports/secrets.ts';

/** Secrets from environment variables of the same name. An empty variable counts as missing. */
export function createEnvironmentSecrets(env: Readonly<Record<string, string | undefined>>): SecretStore {
  return {
    async get(name) {
      const value = Object.hasOwn(env, name) ? env[name] : undefined;
      if (value === undefined || value === '') {
        throw new NotFoundError(`secret "${name}" is missing: set the environment variable ${name}`);
      }
      return value;
    },
  };
}
