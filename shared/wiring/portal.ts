import path from 'node:path';
import { text } from 'node:stream/consumers';
import { systemClock } from '../adapters/system/system-clock.ts';
import type { Recipe } from '../domain/portal/recipe.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Portal } from '../ports/portal.ts';
import { createLogger } from '../runtime/log.ts';
import { onShutdown } from '../runtime/shutdown.ts';
import { openDocuments, openObjects, openSecrets } from './cloud.ts';
import type { CloudEnvironment, PortalEnvironment } from './environment.ts';
import { openRefusedLogins } from './refused-logins.ts';

const opened = new Map<string, Promise<Portal>>();

/**
 * The portal of the environment's recipe: one in a process, so that functions that share a process share its browser and
 * session too. @throws ConfigurationError when the recipe is not one; its message names the line.
 */
export function openPortal(environment: PortalEnvironment): Promise<Portal> {
  const place = environment.PORTAL_RECIPE;
  const portal = opened.get(place) ?? open(place, environment);
  opened.set(place, portal);
  return portal;
}

async function open(place: string, environment: PortalEnvironment): Promise<Portal> {
  const { createChromiumPortal } = await import('../adapters/chromium/chromium-portal.ts');
  const portal = createChromiumPortal({
    recipe: await readPortalRecipe(place, environment),
    secrets: openSecrets(environment),
    clock: systemClock,
    refusedLogins: openRefusedLogins(openDocuments(environment), systemClock),
    logger: createLogger({ function: 'portal', level: environment.LOG_LEVEL }),
    ...(environment.CHROMIUM_PATH === undefined ? {} : { chromiumPath: environment.CHROMIUM_PATH }),
  });
  onShutdown(async () => {
    opened.delete(place);
    await portal.close();
  });
  return portal;
}

const objectReference = /^object:(?<bucket>[^/]+)\/(?<name>.+)$/;

/** The recipe of a file, or of an object when the place says `object:BUCKET/NAME`. @throws NotFoundError when it is not there. */
async function readPortalRecipe(place: string, environment: CloudEnvironment): Promise<Recipe> {
  const { readRecipe, readRecipeFile } = await import('../adapters/chromium/chromium-portal.ts');
  const { bucket, name } = objectReference.exec(place)?.groups ?? {};
  if (bucket === undefined || name === undefined) return readRecipeFile(path.resolve(place));
  return readRecipe(await text(openObjects(environment).read(bucket, name)), place);
}

/**
 * Tries a recipe file step by step, see `checkPortal`. Credentials that were refused before are tried again here, and only
 * here: a person asks for it, and success clears the way for runs.
 */
export async function openPortalCheck(check: {
  readonly recipe: string;
  readonly day: string;
  readonly captures: string;
  readonly environment: CloudEnvironment;
  readonly logger: Logger;
  readonly clock: Clock;
}) {
  const { checkPortal, readRecipeFile } = await import('../adapters/chromium/chromium-portal.ts');
  const refused = openRefusedLogins(openDocuments(check.environment), check.clock);
  const { CHROMIUM_PATH } = process.env;
  return checkPortal({
    recipe: await readRecipeFile(check.recipe),
    day: check.day,
    screenshotsTo: check.captures,
    secrets: openSecrets(check.environment),
    clock: check.clock,
    logger: check.logger,
    refusedLogins: {
      ...refused,
      async reasonOf(fingerprint) {
        await refused.forget(fingerprint);
        return undefined;
      },
    },
    ...(CHROMIUM_PATH ? { chromiumPath: CHROMIUM_PATH } : {}),
  });
}
