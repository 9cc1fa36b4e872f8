import { PermanentError } from '../../ports/failures.ts';
import { FleetTokenRefusedError } from '../../ports/fleet-api.ts';
import { messageOf } from '../../runtime/describe-error.ts';
import { ConfigurationError } from '../../runtime/read-env.ts';
import type { FleetApiEnvironment } from '../../wiring/environment.ts';
import { openFleetApi } from '../../wiring/fleet-api.ts';

/**
 * Asks the API one thing, whose only use is whether it takes the token. @throws ConfigurationError when it does not,
 * PermanentError when nobody answers after all tries: the message says it all.
 */
export async function checkFleetToken(environment: FleetApiEnvironment): Promise<void> {
  const api = await openFleetApi(environment);
  try {
    const pages = api.pages({ endpoint: '/me', path: '/me', parameters: {}, paging: 'none', requestsPerSecond: 5 });
    for await (const _ of pages) return;
  } catch (error) {
    if (!(error instanceof FleetTokenRefusedError)) {
      // Whatever else it refuses, it has taken the token.
      if (error instanceof PermanentError) return;
      const advice = 'Rien n’a été collecté : vérifiez SAMSARA_BASE_URL et le réseau.';
      throw new PermanentError(`L’API ${environment.SAMSARA_BASE_URL} ne répond pas (${messageOf(error)}). ${advice}`, {
        cause: error,
      });
    }
    throw new ConfigurationError(
      `SAMSARA_API_TOKEN : l’API ${environment.SAMSARA_BASE_URL} refuse ce jeton (401). Rien n’a été collecté.`,
      { cause: error },
    );
  }
}
