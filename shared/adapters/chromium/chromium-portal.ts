import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Recipe } from '../../domain/portal/recipe.ts';
import type { Portal } from '../../ports/portal.ts';
import { readRecipe } from './read-recipe.ts';
import { type ChromiumPortalOptions, openWatchedPortal } from './watched-portal.ts';

export { checkPortal } from './check-portal.ts';
export { RecipeError, readRecipe } from './read-recipe.ts';
export type { ChromiumPortalOptions } from './watched-portal.ts';

/**
 * A portal seen through Chromium, as its recipe says. The browser starts with the first call; it, its login and its
 * cookies are shared by all the callers of the instance.
 */
export function createChromiumPortal(options: ChromiumPortalOptions): Portal {
  return openWatchedPortal(options);
}

/** Reads a recipe file. @throws RecipeError with every mistake and its line. */
export async function readRecipeFile(path: string): Promise<Recipe> {
  return readRecipe(await readFile(path, 'utf8'), basename(path));
}
