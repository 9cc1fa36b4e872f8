import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { systemClock } from '../adapters/system/system-clock.ts';
import type { Recipe } from '../domain/portal/recipe.ts';
import { type Reading, secretsFor, secretsOf } from '../domain/portal/recipe-secrets.ts';
import type { Clock } from '../ports/clock.ts';
import { NotFoundError } from '../ports/failures.ts';
import type { Logger } from '../ports/logger.ts';
import type { PortalReader } from '../ports/portal.ts';
import { createLogger } from '../runtime/log.ts';
import { ConfigurationError } from '../runtime/read-env.ts';
import { onShutdown } from '../runtime/shutdown.ts';
import { openDocuments, openObjects, openSecrets } from './cloud.ts';
import type { CloudEnvironment, PortalEnvironment } from './environment.ts';
import { lazyPortal } from './lazy-ports.ts';
import { openRefusedLogins } from './refused-logins.ts';

const opened = new Map<string, Promise<OpenedPortal>>();

interface OpenedPortal {
  readonly portal: PortalReader;
  readonly recipe: Recipe;
}

/**
 * The portal of the environment's recipe: one in a process, so that functions that share a process share its browser and
 * session too. @throws ConfigurationError when the recipe is not there, is not one (each mistake with its line), or lacks
 * secrets: in the cloud those that the reading needs, for each function may read only what is on its way.
 */
export async function openPortal(environment: PortalEnvironment, reading: Reading): Promise<PortalReader> {
  const place = environment.PORTAL_RECIPE;
  const opening = opened.get(place) ?? open(place, environment);
  opened.set(place, opening);
  const { portal, recipe } = await opening;
  const needed = environment.TERRAIN_CLOUD === 'google' ? secretsFor(recipe, reading) : secretsOf(recipe);
  await requireSecrets(place, needed, environment);
  return portal;
}

async function open(place: string, environment: PortalEnvironment): Promise<OpenedPortal> {
  // A wrong recipe stops the start; the browser's library waits for the first page.
  const recipe = await readPortalRecipe(place, environment);
  const options = {
    recipe,
    secrets: openSecrets(environment),
    clock: systemClock,
    refusedLogins: openRefusedLogins(openDocuments(environment), systemClock),
    logger: createLogger({ function: 'portal', level: environment.LOG_LEVEL }),
    ...(environment.CHROMIUM_PATH === undefined ? {} : { chromiumPath: environment.CHROMIUM_PATH }),
  };
  const portal = lazyPortal(async () => {
    const { createChromiumPortal } = await import('../adapters/chromium/chromium-portal.ts');
    const chromium = createChromiumPortal(options);
    onShutdown(async () => {
      opened.delete(place);
      await chromium.close();
    });
    return chromium;
  });
  return { portal, recipe };
}

/** @throws ConfigurationError that names every secret that is missing: a start says it, not the first login. */
async function requireSecrets(place: string, names: readonly string[], environment: CloudEnvironment): Promise<void> {
  const secrets = openSecrets(environment);
  const missing: string[] = [];
  for (const name of names) {
    await secrets.get(name).catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error;
      missing.push(name);
    });
  }
  if (missing.length === 0) return;
  const wayOut =
    environment.TERRAIN_CLOUD === 'google'
      ? 'Mettez-les dans Secret Manager, et laissez la fonction les lire (docs/deploy.md).'
      : 'Donnez ces variables d’environnement, ou mettez-les dans le fichier .env.';
  throw new ConfigurationError(
    `La recette ${place} demande des secrets qui manquent :\n` +
      `${missing.map((name) => `- ${name}`).join('\n')}\n${wayOut}`,
    { missing },
  );
}

const objectReference = /^object:(?<bucket>[^/]+)\/(?<name>.+)$/;

/** The recipe of a file, or of an object when the place says `object:BUCKET/NAME`. @throws ConfigurationError */
async function readPortalRecipe(place: string, environment: CloudEnvironment): Promise<Recipe> {
  const { bucket, name } = objectReference.exec(place)?.groups ?? {};
  if (bucket === undefined || name === undefined) return readRecipeFile(place);
  return recipeOf(text(openObjects(environment).read(bucket, name)), place);
}

function readRecipeFile(file: string): Promise<Recipe> {
  return recipeOf(readFile(path.resolve(file), 'utf8'), file);
}

async function recipeOf(yaml: Promise<string>, place: string): Promise<Recipe> {
  const { readRecipe, RecipeError } = await import('../adapters/chromium/read-recipe.ts');
  try {
    return readRecipe(await yaml, place);
  } catch (error) {
    if (error instanceof RecipeError) throw new ConfigurationError(error.message, { cause: error });
    if (!isAbsent(error)) throw error;
    throw new ConfigurationError(`PORTAL_RECIPE : la recette ${place} n’existe pas`, { cause: error });
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof NotFoundError || (error instanceof Error && 'code' in error && error.code === 'ENOENT');
}

/**
 * Tries a recipe file step by step, see `checkPortal`, with the environment's secrets and memory of refused logins.
 * @throws ConfigurationError as `openPortal`.
 */
export async function openPortalCheck(check: {
  readonly recipe: string;
  readonly day: string;
  readonly captures: string;
  readonly environment: CloudEnvironment;
  readonly logger: Logger;
  readonly clock: Clock;
}) {
  const recipe = await readRecipeFile(check.recipe);
  await requireSecrets(check.recipe, secretsOf(recipe), check.environment);
  const { checkPortal } = await import('../adapters/chromium/chromium-portal.ts');
  const { CHROMIUM_PATH } = process.env;
  return checkPortal({
    recipe,
    day: check.day,
    screenshotsTo: check.captures,
    secrets: openSecrets(check.environment),
    clock: check.clock,
    logger: check.logger,
    refusedLogins: openRefusedLogins(openDocuments(check.environment), check.clock),
    ...(CHROMIUM_PATH ? { chromiumPath: CHROMIUM_PATH } : {}),
  });
}
