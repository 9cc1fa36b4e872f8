import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Recipe } from '../../domain/portal/recipe.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Portal, RefusedLogins } from '../../ports/portal.ts';
import type { SecretStore } from '../../ports/secrets.ts';
import { createBrowserHolder } from './browser-holder.ts';
import type { Engine, StepNews } from './engine.ts';
import { createPace } from './pace-requests.ts';
import { readDay } from './read-day.ts';
import { readRecipe } from './read-recipe.ts';
import { readDocumentNames, readRecord } from './read-record.ts';
import { createSessions } from './sessions.ts';

export { RecipeError, readRecipe } from './read-recipe.ts';

export interface ChromiumPortalOptions {
  readonly recipe: Recipe;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly refusedLogins: RefusedLogins;
  readonly logger: Logger;
  /** Another Chromium than the packaged one. */
  readonly chromiumPath?: string;
  /** Folder for pictures and HTML of failures, masked; none are kept without it. */
  readonly screenshotsTo?: string;
  /** Told after each step. */
  readonly watch?: (news: StepNews) => Promise<void>;
}

/**
 * A portal seen through Chromium, as its recipe says. The browser starts with the first call; it, its login and its
 * cookies are shared by all the callers of the instance.
 */
export function createChromiumPortal(options: ChromiumPortalOptions): Portal {
  const { recipe, clock, chromiumPath, screenshotsTo } = options;
  const engine: Engine = { ...options, pace: createPace(recipe, clock) };
  const holder = createBrowserHolder({ recipe, logger: options.logger, chromiumPath });
  const sessions = createSessions(engine, holder, screenshotsTo);
  return {
    listDay: (day) => readDay(engine, sessions, day),
    readRecord: (row) => readRecord(engine, sessions, row),
    readDocumentNames: (row) => readDocumentNames(engine, sessions, row),
    close: () => holder.close(),
  };
}

/** Reads a recipe file. @throws RecipeError with every mistake and its line. */
export async function readRecipeFile(path: string): Promise<Recipe> {
  return readRecipe(await readFile(path, 'utf8'), basename(path));
}
