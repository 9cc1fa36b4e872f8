import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { systemClock } from '../adapters/system/system-clock.ts';
import type { Recipe } from '../domain/portal/recipe.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { PortalReader } from '../ports/portal.ts';
import { createLogger } from '../runtime/log.ts';
import { onShutdown } from '../runtime/shutdown.ts';
import { openDocuments, openObjects, openSecrets } from './cloud.ts';
import type { CloudEnvironment, PortalEnvironment } from './environment.ts';
import { lazyPortal } from './lazy-ports.ts';
import { openRefusedLogins } from './refused-logins.ts';

const opened = new Map<string, Promise<PortalReader>>();

/**
 * The portal of the environment's recipe: one in a process, so that functions that share a process share its browser and
 * session too. @throws RecipeError when the recipe is not one; its message names the lines.
 */
export function openPortal(environment: PortalEnvironment): Promise<PortalReader> {
  const place = environment.PORTAL_RECIPE;
  const portal = opened.get(place) ?? open(place, environment);
  opened.set(place, portal);
  return portal;
}

async function open(place: string, environment: PortalEnvironment): Promise<PortalReader> {
  // A wrong recipe stops the start; the browser's library waits for the first page.
  const options = {
    recipe: await readPortalRecipe(place, environment),
    secrets: openSecrets(environment),
    clock: systemClock,
    refusedLogins: openRefusedLogins(openDocuments(environment), systemClock),
    logger: createLogger({ function: 'portal', level: environment.LOG_LEVEL }),
    ...(environment.CHROMIUM_PATH === undefined ? {} : { chromiumPath: environment.CHROMIUM_PATH }),
  };
  return lazyPortal(async () => {
    const { createChromiumPortal } = await import('../adapters/chromium/chromium-portal.ts');
    const portal = createChromiumPortal(options);
    onShutdown(async () => {
      opened.delete(place);
      await portal.close();
    });
    return portal;
  });
}

const objectReference = /^object:(?<bucket>[^/]+)\/(?<name>.+)$/;

/** The recipe of a file, or of an object when the place says `object:BUCKET/NAME`. @throws NotFoundError when it is not there. */
async function readPortalRecipe(place: string, environment: CloudEnvironment): Promise<Recipe> {
  const { bucket, name } = objectReference.exec(place)?.groups ?? {};
  if (bucket === undefined || name === undefined) return readRecipeFile(path.resolve(place));
  return recipeOf(await text(openObjects(environment).read(bucket, name)), place);
}

async function readRecipeFile(file: string): Promise<Recipe> {
  return recipeOf(await readFile(file, 'utf8'), path.basename(file));
}

async function recipeOf(yaml: string, fileName: string): Promise<Recipe> {
  const { readRecipe } = await import('../adapters/chromium/read-recipe.ts');
  return readRecipe(yaml, fileName);
}

/** Tries a recipe file step by step, see `checkPortal`, with the environment's secrets and memory of refused logins. */
export async function openPortalCheck(check: {
  readonly recipe: string;
  readonly day: string;
  readonly captures: string;
  readonly environment: CloudEnvironment;
  readonly logger: Logger;
  readonly clock: Clock;
}) {
  const { checkPortal } = await import('../adapters/chromium/chromium-portal.ts');
  const { CHROMIUM_PATH } = process.env;
  return checkPortal({
    recipe: await readRecipeFile(check.recipe),
    day: check.day,
    screenshotsTo: check.captures,
    secrets: openSecrets(check.environment),
    clock: check.clock,
    logger: check.logger,
    refusedLogins: openRefusedLogins(openDocuments(check.environment), check.clock),
    ...(CHROMIUM_PATH ? { chromiumPath: CHROMIUM_PATH } : {}),
  });
}
