import { systemClock } from '../adapters/system/system-clock.ts';
import { atFirstUse } from '../runtime/at-first-use.ts';
import type { Authenticate } from '../runtime/auth.ts';
import { embeddedIssuer } from '../runtime/embedded-issuer.ts';
import { createLogger } from '../runtime/log.ts';
import { ConfigurationError } from '../runtime/read-env.ts';
import type { WebEnvironment } from './environment.ts';

/**
 * Verifies the tokens of the issuers that the environment trusts; of the embedded one when it names none and the cloud is
 * embedded. @throws ConfigurationError when nobody could ever come in.
 */
export function openAuthenticator(environment: WebEnvironment): Authenticate {
  const { AUTH_ISSUERS, TERRAIN_CLOUD, TERRAIN_DATA, LOG_LEVEL: level } = environment;
  if (AUTH_ISSUERS === undefined && TERRAIN_CLOUD === 'google') {
    throw new ConfigurationError('- AUTH_ISSUERS : manquante (attendu : la liste JSON des émetteurs de jetons)');
  }
  const issuers = AUTH_ISSUERS ?? [embeddedIssuer(TERRAIN_DATA).issuer];
  return atFirstUse(async () => {
    const { createAuthenticator } = await import('../runtime/auth.ts');
    return createAuthenticator(issuers, { clock: systemClock, logger: createLogger({ function: 'auth', level }) });
  });
}
