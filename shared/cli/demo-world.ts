import { demoEnvironment } from '../demo/demo-environment.ts';
import { startDemoWorld } from '../demo/world.ts';
import { dayInZone } from '../domain/day.ts';

export interface DemoWorld {
  /** What a person may look at, in French. */
  readonly description: string;
  /** Nothing of its own was configured: what there is, is the demo's, and may be filled with made-up past days. */
  readonly standsAlone: boolean;
  close(): Promise<void>;
}

/**
 * Starts the demo world on today's data and makes it the configuration's default: whatever the environment sets itself
 * wins. Functions must be loaded after it.
 */
export async function openDemoWorld(
  dataDirectory: string,
  { TZ_BUSINESS }: { readonly TZ_BUSINESS: string },
): Promise<DemoWorld> {
  const world = await startDemoWorld({ dataDirectory, day: dayInZone(new Date(), TZ_BUSINESS) });
  const settings = Object.entries(demoEnvironment(world));
  const standsAlone = settings.every(([name]) => process.env[name] === undefined);
  for (const [name, value] of settings) process.env[name] ??= value;
  // Kept for a day, the console shows them.
  if (standsAlone) process.env.PHOTO_RETENTION_DAYS ??= '1';
  const { user, password } = world.credentials;
  return {
    description: [
      `Monde de démonstration (compte ${user}, mot de passe ${password})`,
      `  portail        ${world.portalUrl}`,
      `  documents      ${world.documentsUrl}`,
      `  API du client  ${world.destinationUrl}`,
      `  API de flotte  ${world.fleetUrl}`,
    ].join('\n'),
    standsAlone,
    close: () => world.close(),
  };
}
