import path from 'node:path';
import type { DemoWorld } from './world.ts';

const recipeFile = path.join(import.meta.dirname, 'portal-recipe.yaml');

/** The variables under which Terrain works on a demo world: its recipe, its two portals, its customer's API, its fleet API. */
export function demoEnvironment(
  world: Pick<
    DemoWorld,
    'portalUrl' | 'documentsUrl' | 'destinationUrl' | 'token' | 'credentials' | 'fleetUrl' | 'fleetToken'
  >,
): Record<string, string> {
  const { user, password } = world.credentials;
  return {
    PORTAL_RECIPE: recipeFile,
    PORTAL_URL: world.portalUrl,
    PORTAL_USER: user,
    PORTAL_PASSWORD: password,
    DOCUMENTS_URL: world.documentsUrl,
    DOCUMENTS_USER: user,
    DOCUMENTS_PASSWORD: password,
    INTERVENTIONS_API_URL: `${world.destinationUrl}/interventions`,
    PHOTO_DATA_API_URL: `${world.destinationUrl}/photo-data`,
    PHOTO_API_URL: `${world.destinationUrl}/photos`,
    INTERVENTIONS_API_TOKEN: world.token,
    SAMSARA_BASE_URL: world.fleetUrl,
    SAMSARA_API_TOKEN: world.fleetToken,
  };
}
