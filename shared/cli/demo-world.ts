import path from 'node:path';
import { startDemoWorld } from '../demo/world.ts';
import { dayInZone } from '../domain/day.ts';

export interface DemoWorld {
  /** What a person may look at, in French. */
  readonly description: string;
  close(): Promise<void>;
}

const recipeFile = path.join(import.meta.dirname, '../demo/portal-recipe.yaml');

/**
 * Starts the demo world on today's data and makes it the configuration's default: whatever the environment sets itself
 * wins. Functions must be loaded after it.
 */
export async function openDemoWorld(
  dataDirectory: string,
  { TZ_BUSINESS }: { readonly TZ_BUSINESS: string },
): Promise<DemoWorld> {
  const world = await startDemoWorld({ dataDirectory, day: dayInZone(new Date(), TZ_BUSINESS) });
  const defaults: Readonly<Record<string, string>> = {
    PORTAL_RECIPE: recipeFile,
    PORTAL_URL: world.portalUrl,
    PORTAL_USER: world.credentials.user,
    PORTAL_PASSWORD: world.credentials.password,
    DOCUMENTS_URL: world.documentsUrl,
    DOCUMENTS_USER: world.credentials.user,
    DOCUMENTS_PASSWORD: world.credentials.password,
    INTERVENTIONS_API_URL: `${world.destinationUrl}/interventions`,
    PHOTO_DATA_API_URL: `${world.destinationUrl}/photo-data`,
    PHOTO_API_URL: `${world.destinationUrl}/photos`,
    INTERVENTIONS_API_TOKEN: world.token,
  };
  for (const [name, value] of Object.entries(defaults)) process.env[name] ??= value;
  const { user, password } = world.credentials;
  return {
    description: [
      `Monde de démonstration : portail ${world.portalUrl} (${user} / ${password}),`,
      `documents ${world.documentsUrl}, API du client ${world.destinationUrl}`,
    ].join(' '),
    close: () => world.close(),
  };
}
