import type { Destination } from '../ports/destination.ts';
import { resolveSecret } from './cloud.ts';
import type { DestinationEnvironment } from './environment.ts';
import { lazyDestination } from './lazy-ports.ts';

/** The customer's API of the environment. @throws ConfigurationError when its token's secret is not there. */
export async function openDestination(environment: DestinationEnvironment): Promise<Destination> {
  const options = {
    interventionsUrl: environment.INTERVENTIONS_API_URL,
    photoDataUrl: environment.PHOTO_DATA_API_URL,
    photoUrl: environment.PHOTO_API_URL,
    token: await resolveSecret(environment.INTERVENTIONS_API_TOKEN, environment),
  };
  return lazyDestination(async () => {
    const { createHttpDestination } = await import('../adapters/destination/http-destination.ts');
    return createHttpDestination(options);
  });
}
