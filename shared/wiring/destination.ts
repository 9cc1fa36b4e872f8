import { createHttpDestination } from '../adapters/destination/http-destination.ts';
import type { Destination } from '../ports/destination.ts';
import { resolveSecret } from './cloud.ts';
import type { DestinationEnvironment } from './environment.ts';

/** The customer's API of the environment. @throws NotFoundError when its token's secret is not there. */
export async function openDestination(environment: DestinationEnvironment): Promise<Destination> {
  return createHttpDestination({
    interventionsUrl: environment.INTERVENTIONS_API_URL,
    photoDataUrl: environment.PHOTO_DATA_API_URL,
    photoUrl: environment.PHOTO_API_URL,
    token: await resolveSecret(environment.INTERVENTIONS_API_TOKEN, environment),
  });
}
