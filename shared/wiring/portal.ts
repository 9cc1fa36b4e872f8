import path from 'node:path';
import type { Portal } from '../ports/portal.ts';
import { onShutdown } from '../runtime/shutdown.ts';
import type { Cloud } from './cloud.ts';
import type { PortalEnvironment } from './environment.ts';
import { openRefusedLogins } from './refused-logins.ts';

const opened = new Map<string, Promise<Portal>>();

/**
 * The portal of the environment's recipe: one in a process, so that functions that share a process share its browser and
 * session too. @throws ConfigurationError when the recipe is not one; its message names the line.
 */
export function openPortal(environment: PortalEnvironment, cloud: Cloud): Promise<Portal> {
  const file = path.resolve(environment.PORTAL_RECIPE);
  const portal = opened.get(file) ?? open(file, environment, cloud);
  opened.set(file, portal);
  return portal;
}

async function open(file: string, environment: PortalEnvironment, cloud: Cloud): Promise<Portal> {
  const { createChromiumPortal, readRecipeFile } = await import('../adapters/chromium/chromium-portal.ts');
  const portal = createChromiumPortal({
    recipe: await readRecipeFile(file),
    secrets: cloud.secrets,
    clock: cloud.clock,
    refusedLogins: openRefusedLogins(cloud.documents, cloud.clock),
    logger: cloud.logger.with({ function: 'portal' }),
    ...(environment.CHROMIUM_PATH === undefined ? {} : { chromiumPath: environment.CHROMIUM_PATH }),
  });
  onShutdown(async () => {
    opened.delete(file);
    await portal.close();
  });
  return portal;
}
